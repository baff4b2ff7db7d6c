using Saddle.Layers;
using Saddle.Tests.Support;
using Saddle.Torch;
using Xunit;

namespace Saddle.Tests.Layers;

public sealed class ConditionalBatchNormTests
{
    [Fact]
    public void Gains_and_shifts_of_a_condition_are_added_to_those_of_all()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        torch.manual_seed(2);
        using var plain = new BatchNorm2d(3);
        using var conditional = new Sequential(new BatchNorm2d(3));
        Assert.Equal(1, BatchNorm.ConditionAll(conditional, 2));
        Tensor input = torch.randn([4, 3, 5, 5]), condition = torch.tensor([1f, 0, 0, 1, 1, 0, 0.5f, 0.5f], 4, 2);
        float[] normalized = plain.Forward(input).ToArray<float>();
        // A condition changes nothing before it is learnt.
        Near(normalized, conditional.Forward(input, condition).ToArray<float>(), 1e-6);

        var tensors = conditional.NamedTensors().ToDictionary(tensor => tensor.Path, tensor => tensor.Value);
        tensors["0.conditional_weight"].copy_(torch.randn([2, 3]));
        tensors["0.conditional_bias"].copy_(torch.randn([2, 3]));
        float[] gains = tensors["0.conditional_weight"].ToArray<float>(), shifts = tensors["0.conditional_bias"].ToArray<float>();
        float[] conditions = condition.ToArray<float>();
        var expected = new float[normalized.Length];
        for (int k = 0; k < expected.Length; k++)
        {
            int sample = k / 75, channel = k / 25 % 3;
            float Of(float[] table) =>
                (conditions[2 * sample] * table[channel]) + (conditions[(2 * sample) + 1] * table[3 + channel]);
            expected[k] = (normalized[k] * (1 + Of(gains))) + Of(shifts);
        }
        Near(expected, conditional.Forward(input, condition).ToArray<float>(), 1e-5);
        Assert.Equal(expected.Length, conditional.Forward(input).ToArray<float>().Length);
    }

    private static void Near(float[] expected, float[] actual, double absolute)
        => Close.Equal([.. expected.Select(value => (double)value)], [.. actual.Select(value => (double)value)], 0, absolute);
}
