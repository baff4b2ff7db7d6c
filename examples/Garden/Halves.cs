using Saddle.Components;
using Saddle.Conditions;
using Saddle.Data;
using Saddle.Networks;
using Saddle.Torch;

namespace Garden;

/// <summary>Tells both players on which side of a line through the origin a point lies.</summary>
[Component("halves", "on which side of a line a point lies")]
public sealed partial record Halves : Conditioning
{
    /// <summary>The line's direction in degrees; 90 is upright.</summary>
    [Setting(0, 180)] public double Angle { get; init; } = 90;

    public override void Check(DataForm form)
    {
        if (form.Shape.IsImage)
        {
            throw new Saddle.InputException("conditioning halves is for points.");
        }
    }

    public override Condition? Of(Batch batch, DataForm form)
    {
        double turn = Math.PI * Angle / 180;
        Tensor beside = batch.Real.select(1, 0) * Math.Sin(turn) - batch.Real.select(1, 1) * Math.Cos(turn);
        return new ClassCondition(beside.gt(0).to(ScalarType.Int64));
    }

    protected override Generator CreateGeneratorCore(Network network, DataForm form)
        => ConditionalGenerator.WithConditionBeside(network, form.Shape, new ClassEncoder(2));

    protected override Discriminator CreateDiscriminatorCore(Network network, DataForm form)
        => new ConcatenatingDiscriminator(network, form.Shape, new ClassEncoder(2));
}
