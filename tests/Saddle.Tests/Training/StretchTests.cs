using Saddle.Data;
using Saddle.Training;

namespace Saddle.Tests.Training;

public sealed class StretchTests
{
    private static readonly Stretch s_first = new(0, "Haswell", "AVX2", 2);

    [Fact]
    public void A_checkpoint_tells_what_each_stretch_was_computed_on()
    {
        CheckpointState state = State() with { Stretches = [s_first, new Stretch(120, "SkylakeX", "AVX512", 1)] };
        Assert.Equal(state.Stretches, CheckpointState.FromJson(state.ToJson()).Stretches);
    }

    [Fact]
    public void A_checkpoint_from_before_this_was_noted_is_read()
    {
        string old = System.Text.RegularExpressions.Regex.Replace(
            State().ToJson(), @"\s*""stretches"": \[[^\]]*\],|,\s*""sha256"": ""\w*""", "");
        Assert.DoesNotMatch("\"(stretches|sha256)\"", old);
        Assert.Empty(CheckpointState.FromJson(old).Stretches);
    }

    [Fact]
    public void A_stretch_that_goes_on_as_before_is_the_same_one()
        => Assert.Equal([s_first], Stretch.Append([s_first], s_first with { FromStep = 50 }));

    [Fact]
    public void Another_kernel_begins_a_stretch()
        => Assert.Equal(
            [s_first, new Stretch(50, "Zen", "AVX2", 2)], Stretch.Append([s_first], new Stretch(50, "Zen", "AVX2", 2)));

    [Fact]
    public void A_stretch_without_a_step_leaves_no_trace()
        => Assert.Equal(
            [s_first, new Stretch(50, "Zen", "AVX2", 2)],
            Stretch.Append([s_first, new Stretch(50, "SkylakeX", "AVX2", 2)], new Stretch(50, "Zen", "AVX2", 2)));

    [Fact]
    public void What_changed_is_said_in_a_few_words()
    {
        Assert.Equal("", (s_first with { FromStep = 9 }).ChangesFrom(s_first));
        Assert.Equal(
            "kernel SkylakeX instead of Haswell, libtorch's own AVX512 instead of AVX2, 1 thread instead of 2",
            new Stretch(9, "SkylakeX", "AVX512", 1).ChangesFrom(s_first));
        Assert.Equal(
            "engine torchsharp instead of native, device cuda instead of cpu",
            (s_first with { Engine = "torchsharp", Device = "cuda" }).ChangesFrom(
                s_first with { Engine = "native", Device = "cpu" }));
        Assert.Equal("", (s_first with { Engine = "native", Device = "cpu" }).ChangesFrom(s_first));
    }

    private static CheckpointState State() => new()
    {
        Step = 200,
        Seconds = 1,
        SamplerPosition = 3,
        Form = new DataForm(new SampleShape(2)),
        Counters = new Dictionary<string, long>(),
    };
}
