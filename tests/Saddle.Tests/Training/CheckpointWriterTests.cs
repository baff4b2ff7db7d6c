using Saddle.Tests.Support;
using Saddle.Torch;
using Saddle.Training;
using Xunit;

namespace Saddle.Tests.Training;

public sealed class CheckpointWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly CheckpointWriter _writer = new();

    public void Dispose()
    {
        _writer.Dispose();
        _scope.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void What_is_written_is_the_state_when_the_snapshot_was_taken()
    {
        Tensor value = torch.arange(0, 1000);
        using Snapshot snapshot = Take(5, value);
        value.fill_(-1);
        _writer.Begin(_folder.Path, snapshot, keep: 2);
        value.fill_(-2);
        _writer.Finish();
        Checkpoint checkpoint = Checkpoint.Open(Assert.Single(Checkpoint.Folders(_folder.Path)));
        Assert.Equal(Enumerable.Range(0, 1000).Select(k => (float)k), checkpoint.ReadTensors()["x"].ToArray<float>());
        Assert.Equal(5, checkpoint.State.Step);
    }

    [Fact]
    public void They_are_written_one_after_the_other_and_freed()
    {
        Snapshot[] snapshots = [.. Enumerable.Range(1, 20).Select(step => Take(step, torch.ones([10_000])))];
        Assert.Equal(20, _scope.Count);
        foreach (Snapshot snapshot in snapshots)
        {
            _writer.Begin(_folder.Path, snapshot, keep: 3);
        }
        _writer.Finish();
        Assert.Equal([20L, 19L, 18L], Checkpoint.Folders(_folder.Path).Select(folder => Checkpoint.Open(folder).State.Step));
        Assert.All(snapshots, snapshot => Assert.Throws<ObjectDisposedException>(() => snapshot.Tensors[0].Value.sum()));
    }

    [Fact]
    public void Whoever_disposes_it_waits_for_what_is_under_way()
    {
        var writer = new CheckpointWriter();
        writer.Begin(_folder.Path, Take(1, torch.ones([1_000_000])), keep: 1);
        writer.Dispose();
        Assert.Equal([_folder.File("00000001")], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_failure_is_thrown_once_by_whoever_asks_next()
    {
        string file = _folder.File("file");
        File.WriteAllText(file, "in the way");
        Snapshot second = Take(2, torch.ones([3]));
        _writer.Begin(file, Take(1, torch.ones([3])), keep: 1);
        Assert.ThrowsAny<IOException>(() => _writer.Begin(_folder.Path, second, keep: 1));
        Assert.Throws<ObjectDisposedException>(() => second.Tensors[0].Value.sum());
        _writer.ThrowIfFailed();
        _writer.Finish();

        _writer.Begin(file, Take(3, torch.ones([3])), keep: 1);
        Assert.ThrowsAny<IOException>(_writer.Finish);
        _writer.Finish();
        Assert.Equal([file], Directory.GetFileSystemEntries(_folder.Path));
    }

    private static Snapshot Take(long step, Tensor value) => Snapshot.Of(CheckpointTests.State(step), [("x", value)]);
}
