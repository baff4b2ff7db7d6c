using System.Text;
using Saddle.Data;
using Saddle.Tests.Support;
using Saddle.Torch;
using Saddle.Training;
using Xunit;

namespace Saddle.Tests.Training;

public sealed class CheckpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        CheckpointState state = State(7) with
        {
            Seconds = 1.25, SamplerPosition = 1L << 60, Form = new DataForm(new SampleShape(3, 16, 8))
            {
                Classes = ["shirt", "bag \"x\""],
                InputChannels = 6,
                Vocabulary = new Vocabulary(["red", "blue"], 5),
            },
            Counters = new Dictionary<string, long> { ["steps"] = 9 },
        };
        Checkpoint.Write(_folder.Path, state, [("x", torch.arange(0, 5))], keep: 2);
        Checkpoint checkpoint = Checkpoint.Open(Assert.Single(Checkpoint.Folders(_folder.Path)));
        Assert.Equal(_folder.File("00000007"), checkpoint.Folder);
        Assert.Equal((7, 1.25, 1L << 60), (checkpoint.State.Step, checkpoint.State.Seconds, checkpoint.State.SamplerPosition));
        DataForm form = checkpoint.State.Form;
        Assert.Equal((state.Form.Shape, 6), (form.Shape, form.InputChannels));
        Assert.Equal(state.Form.Classes, form.Classes);
        Assert.Equal(["red", "blue"], form.Vocabulary!.Words);
        Assert.Equal(5, form.Vocabulary.Length);
        Assert.Equal(state.Counters, checkpoint.State.Counters);
        Assert.Equal([0, 1, 2, 3, 4], checkpoint.ReadTensors()["x"].ToArray<float>());
        Assert.Equal(
            ["checkpoint.json", "tensors.safetensors"], Directory.GetFiles(checkpoint.Folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void The_last_ones_are_kept_in_the_order_of_their_steps()
    {
        foreach (long step in new[] { 5, 10, 99_999_999, 100_000_000, 2_000_000_000 })
        {
            Write(step, keep: 3);
        }
        Assert.Equal(["2000000000", "100000000", "99999999"], Checkpoint.Folders(_folder.Path).Select(Path.GetFileName));
        Write(2_000_000_001, keep: 1);
        Assert.Equal(["2000000001"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void A_checkpoint_outlives_damaged_ones_of_later_steps()
    {
        Write(20, keep: 1);
        Write(40, keep: 2);
        Damage(40);
        Write(30, keep: 1);
        Assert.Equal(["00000030"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName));
        Assert.Equal(30, Checkpoint.Open(_folder.File("00000030")).State.Step);
    }

    [Fact]
    public void A_damaged_one_of_the_same_step_is_replaced()
    {
        Write(20, keep: 2);
        Damage(20);
        Write(20, keep: 2);
        Assert.Equal(20, Checkpoint.Open(Assert.Single(Checkpoint.Folders(_folder.Path))).State.Step);
    }

    [Fact]
    public void A_failure_half_way_leaves_the_ones_before_and_nothing_else()
    {
        Write(10, keep: 1);
        Tensor lost = torch.ones([4]);
        lost.Dispose();
        Assert.Throws<ObjectDisposedException>(
            () => Checkpoint.Write(_folder.Path, State(20), [("kept", torch.ones([1000])), ("lost", lost)], keep: 1));
        Assert.Equal(["00000010"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName));
        Assert.Equal(10, Checkpoint.Open(_folder.File("00000010")).State.Step);
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_an_input_output_error()
    {
        string file = _folder.File("file");
        File.WriteAllText(file, "kept");
        Assert.ThrowsAny<IOException>(() => Checkpoint.Write(file, State(1), [("x", torch.ones([1]))], keep: 1));
        Assert.Equal("kept", File.ReadAllText(file));
        Assert.Equal([file], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Every_damaged_byte_of_the_tensors_is_found()
    {
        string path = Path.Combine(Write(10, keep: 1), "tensors.safetensors");
        byte[] whole = File.ReadAllBytes(path);
        for (int at = 0; at < whole.Length; at++)
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= 1;
            File.WriteAllBytes(path, damaged);
            Assert.Equal(
                "the digest of its tensors.safetensors is not the one that it was written with",
                Assert.Throws<InvalidDataException>(() => Checkpoint.Open(_folder.File("00000010"))).Message);
        }
    }

    [Fact]
    public void A_missing_file_is_damage()
    {
        string folder = Write(10, keep: 1);
        File.Delete(Path.Combine(folder, "tensors.safetensors"));
        Assert.StartsWith("it cannot be read (", Assert.Throws<InvalidDataException>(() => Checkpoint.Open(folder)).Message);
        File.Delete(Path.Combine(folder, "checkpoint.json"));
        Assert.StartsWith("it cannot be read (", Assert.Throws<InvalidDataException>(() => Checkpoint.Open(folder)).Message);
    }

    [Fact]
    public void A_newer_format_is_refused()
    {
        string path = Path.Combine(Write(10, keep: 1), "checkpoint.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"format\": 1", "\"format\": 2"));
        Assert.Equal(
            "it was written by a newer Saddle (format 2; this one reads up to 1)",
            Assert.Throws<InvalidDataException>(() => Checkpoint.Open(_folder.File("00000010"))).Message);
    }

    [Fact]
    public void Whatever_its_json_says_it_is_read_or_refused()
    {
        byte[] whole = Encoding.UTF8.GetBytes(State(10).ToJson());
        var random = new Random(19_160_430);
        int refused = 0;
        for (int round = 0; round < 4000; round++)
        {
            try
            {
                CheckpointState state = CheckpointState.FromJson(Encoding.UTF8.GetString(Mutations.Of(whole, random)));
                Assert.True(state.Step >= 0 && state.SamplerPosition >= 0 && state.Form.Shape.Elements != 0);
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }
        Assert.True(refused > 100, $"{refused} were refused");
    }

    [Fact]
    public void Leftovers_of_a_killed_process_are_no_checkpoints_and_are_removed()
    {
        Write(10, keep: 1);
        Directory.Move(Write(20, keep: 2), _folder.File(".unfinished-00000020"));
        Directory.CreateDirectory(_folder.File("notes"));
        Assert.Equal([_folder.File("00000010")], Checkpoint.Folders(_folder.Path));
        Checkpoint.RemoveUnfinished(_folder.Path);
        Assert.Equal(["00000010", "notes"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_folder_that_is_not_there_has_no_checkpoints()
    {
        Assert.Empty(Checkpoint.Folders(_folder.File("missing")));
        Checkpoint.RemoveUnfinished(_folder.File("missing"));
        Assert.False(Directory.Exists(_folder.File("missing")));
    }

    internal static CheckpointState State(long step) => new()
    {
        Step = step,
        Seconds = 0.5,
        SamplerPosition = 64 * step,
        Form = new DataForm(new SampleShape(2)),
        Counters = new Dictionary<string, long> { ["generator_updates"] = step },
    };

    private string Write(long step, int keep)
    {
        Checkpoint.Write(_folder.Path, State(step), [("x", torch.ones([3]))], keep);
        return _folder.File($"{step:00000000}");
    }

    private void Damage(long step)
        => File.AppendAllText(Path.Combine(_folder.File($"{step:00000000}"), "tensors.safetensors"), "x");
}
