using Saddle.Data;
using Saddle.Data.Pictures;
using Saddle.Tests.Support;
using Xunit;

namespace Saddle.Tests.Data.Pictures;

public sealed class FilmInputTests : IDisposable
{
    private readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_last_frames_are_read_oldest_first_in_their_own_size()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        foreach (byte number in new byte[] { 8, 9, 10, 11 })
        {
            _folder.Add($"frame{number}.png", 6, 4, number);
        }
        Tensor grey = FilmInput.ReadLast(_folder.Path, 3, 1), colour = FilmInput.ReadLast(_folder.Path, 2, 3);
        Assert.Equal([1L, 3L, 4L, 6L], grey.shape.ToArray());
        Assert.Equal([9, 10, 11], Bytes(grey));
        Assert.Equal([10, 10, 10, 11, 11, 11], Bytes(colour));
    }

    [Fact]
    public void What_is_no_film_is_refused_with_what_is_expected()
    {
        _folder.Add("1.png", 8, 8, 1);
        _folder.Add("3.png", 8, 8, 3);
        _folder.Add("4.png", 8, 9, 4);
        Assert.Equal($"{_folder.Path}: 3 frames of consecutive numbers are needed at its end, but there are 2.", Message(3));
        Assert.Equal($"{_folder.Path}: frames have one size, but 3.png is 8x8 and 4.png is 8x9.", Message(2));
        _folder.Add("b1.png", 8, 8, 1);
        Assert.Equal($"{_folder.Path}: 1.png and b1.png are of different films; name the folder of one.", Message(1));
        Assert.Contains(
            "there is no such folder; a folder of at least 4 numbered frames is expected", Message(4, "nowhere"),
            StringComparison.Ordinal);
        Assert.Contains(
            "expected a folder of at least 4 numbered frames, but this is a file", Message(4, "1.png"), StringComparison.Ordinal);
    }

    private string Message(int frames, string name = "")
        => Assert.Throws<DataException>(() => FilmInput.ReadLast(name.Length == 0 ? _folder.Path : _folder.File(name), frames, 1))
            .Message;

    private static int[] Bytes(Tensor pictures)
        => [.. pictures.mean([2L, 3L]).ToArray<float>().Select(value => (int)Math.Round((value * 127.5) + 127.5))];
}
