using System.Buffers.Binary;
using System.Text;
using Saddle.Data.Pictures;
using Saddle.Graphics;
using Saddle.Tests.Support;
using Xunit;

namespace Saddle.Tests.Graphics;

public class ImageFilmTests
{
    [Theory, InlineData(1), InlineData(3)]
    public void Each_frame_is_the_grid_of_its_images(int channels)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using RandomGenerator generator = new(3);
        Tensor[] frames = [.. Enumerable.Range(0, 4).Select(_ => torch.randn([3, channels, 16, 8], generator))];
        byte[] film = ImageFilm.Encode(frames, columns: 3, scale: 2);
        Assert.Equal(
            frames.Select(frame => PngReader.Read(ImageGrid.Encode(frame, 3, 2)).Pixels),
            Frames(film).Select(picture => picture.Pixels));
    }

    [Fact]
    public void A_reader_that_knows_no_animation_sees_the_first_frame()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        byte[] film = ImageFilm.Encode([torch.full([1, 1, 4, 4], -1), torch.full([1, 1, 4, 4], 1)], scale: 1);
        Picture picture = PictureFile.Decode(film, "film", PictureBackground.White);
        Assert.Equal((4, 4, 1), (picture.Width, picture.Height, picture.Channels));
        Assert.All(picture.Pixels.ToArray(), value => Assert.Equal(0, value));
        Assert.Equal(picture.Pixels.ToArray(), PngReader.Read(film).Pixels);
    }

    [Theory, InlineData(true, 0), InlineData(false, 1)]
    public void Times_and_order_are_as_the_specification_lays_them_out(bool loop, int plays)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        byte[] film = ImageFilm.Encode([.. Enumerable.Range(0, 3).Select(_ => torch.zeros([1, 1, 5, 7]))], 0.25, loop, scale: 1);
        (string Name, byte[] Data)[] chunks = [.. Chunks(film)];
        Assert.Equal(
            ["acTL", "fcTL", "IDAT", "fcTL", "fdAT", "fcTL", "fdAT", "IEND"],
            chunks.Select(chunk => chunk.Name)
                .Where(name => name is "IEND" or "IDAT" || char.IsLower(name[0]) && name[1] is 'c' or 'd'));
        Assert.Equal([0, 0, 0, 3, 0, 0, 0, (byte)plays], chunks.Single(chunk => chunk.Name == "acTL").Data);
        byte[][] controls = [.. chunks.Where(chunk => chunk.Name == "fcTL").Select(chunk => chunk.Data)];
        // Sequence number, width, height, where it lies, 250 / 1000 seconds, two settings.
        Assert.Equal([0, 0, 0, 3, 0, 0, 0, 7, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 250, 3, 232, 0, 0], controls[2]);
        uint[] sequence = [
            .. chunks.Where(chunk => chunk.Name is "fcTL" or "fdAT")
                .Select(chunk => BinaryPrimitives.ReadUInt32BigEndian(chunk.Data)),
        ];
        Assert.Equal([0u, 1u, 2u, 3u, 4u], sequence);
    }

    [Fact]
    public void Saving_writes_what_encoding_gives()
    {
        using var folder = new TemporaryFolder();
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor[] frames = [torch.zeros([2, 1, 3, 3]), torch.ones([2, 1, 3, 3])];
        ImageFilm.Save(frames, folder.File("films/one.png"));
        Assert.Equal(ImageFilm.Encode(frames), File.ReadAllBytes(folder.File("films/one.png")));
    }

    [Fact]
    public void Frames_that_do_not_go_together_are_refused()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor one = torch.zeros([1, 1, 2, 2]), other = torch.zeros([1, 1, 2, 3]);
        Assert.StartsWith(
            "Expected at least one frame", Assert.Throws<ArgumentException>(() => ImageFilm.Encode([])).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "Expected frames of one shape, received [1, 1, 2, 2]",
            Assert.Throws<ArgumentException>(() => ImageFilm.Encode([one, other])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageFilm.Encode([one], secondsPerFrame: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageFilm.Encode([one], secondsPerFrame: double.NaN));
    }

    // Each frame as a still file of its own: what is named fdAT is IDAT behind four bytes.
    private static IEnumerable<PngReader.Picture> Frames(byte[] film)
    {
        (string Name, byte[] Data)[] chunks = [.. Chunks(film)];
        foreach ((string name, byte[] data) in chunks.Where(chunk => chunk.Name is "IDAT" or "fdAT"))
        {
            yield return PngReader.Read(
            [
                .. film[..8], .. Chunk("IHDR", chunks[0].Data), .. Chunk("IDAT", name == "IDAT" ? data : data[4..]),
                .. Chunk("IEND", []),
            ]);
        }
    }

    private static byte[] Chunk(string name, byte[] data)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(name), .. data];
        return [.. Number((uint)data.Length), .. named, .. Number(PngReader.Crc(named))];
    }

    private static byte[] Number(uint value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    private static IEnumerable<(string Name, byte[] Data)> Chunks(byte[] film)
    {
        for (int at = 8; at < film.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(film.AsSpan(at));
            byte[] named = film[(at + 4)..(at + 8 + length)];
            Assert.Equal(PngReader.Crc(named), BinaryPrimitives.ReadUInt32BigEndian(film.AsSpan(at + 8 + length)));
            yield return (Encoding.ASCII.GetString(named, 0, 4), named[4..]);
            at += 12 + length;
        }
    }
}
