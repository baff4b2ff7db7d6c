using System.Globalization;
using Saddle.Components;
using Saddle.Conditions;
using Saddle.Data;
using Saddle.Networks;
using Saddle.Sampling;
using Saddle.Torch;

namespace Garden;

/// <summary>
/// Tells both players in which direction from the origin a point lies: with a condition and options of its own.
/// </summary>
[Component("bearing", "in which direction from the origin a point lies")]
public sealed partial record Bearing : Conditioning
{
    private static readonly SampleOption s_direction = new(
        "--direction", SampleOptionKind.Texts, "The direction of the points in degrees; given several times, a row each")
    { HelpName = "DEGREES", Example = "90" };

    private static readonly SampleOption s_around = new(
        "--around", SampleOptionKind.Switch, "Once around the origin, a way in each row")
    { IsWay = true };

    public override IReadOnlyList<SampleOption> SampleOptions => [s_direction, s_around];

    public override void Check(DataForm form)
    {
        if (form.Shape.IsImage)
        {
            throw new Saddle.InputException("conditioning bearing is for points.");
        }
    }

    public override Condition? Of(Batch batch, DataForm form)
    {
        Tensor lengths = (batch.Real.square().sum([1]) + 1e-12).sqrt().unsqueeze(1);
        return new Directions(batch.Real / lengths);
    }

    // A row for each direction that was asked for. Where none was, nothing is said here: samples show what the data show.
    public override Condition? Asked(SampleRequest request)
        => request.Given.Texts(s_direction) is { Count: > 0 } texts ? Towards([.. texts.Select(Degrees)]) : null;

    public override ConditionWays? Ways(SampleRequest request, Condition? asked)
    {
        if (!request.Given.IsOn(s_around))
        {
            return null;
        }
        int steps = request.Steps;
        Condition once = Towards([.. Enumerable.Range(0, steps).Select(step => 360.0 * step / steps)]);
        return new ConditionWays(once.Map(tensor => tensor.repeat(request.Rows, 1)), steps);
    }

    protected override Generator CreateGeneratorCore(Network network, DataForm form)
        => ConditionalGenerator.WithConditionBeside(network, form.Shape, new Encoder());

    protected override Discriminator CreateDiscriminatorCore(Network network, DataForm form)
        => new ConcatenatingDiscriminator(network, form.Shape, new Encoder());

    private static double Degrees(string text)
        => double.TryParse(text, CultureInfo.InvariantCulture, out double degrees) && double.IsFinite(degrees)
            ? degrees
            : throw new Saddle.InputException($"--direction must be a number of degrees, but is {text}.");

    private static Directions Towards(double[] degrees)
    {
        float[] points = [.. degrees.Select(angle => Math.PI * angle / 180)
            .SelectMany(angle => new[] { (float)Math.Cos(angle), (float)Math.Sin(angle) })];
        return new Directions(torch.tensor(points, degrees.Length, 2));
    }

    // Points on the unit circle, [N, 2].
    private sealed record Directions(Tensor Points) : Condition
    {
        public override long Count => Points.size(0);

        public override string Kind => "directions";

        public override Condition Map(Func<Tensor, Tensor> change) => new Directions(change(Points));
    }

    private sealed class Encoder : ConditionEncoder
    {
        public override int Size => 2;

        public override Tensor Encode(Condition? condition) => Expect<Directions>(condition, "directions").Points;
    }
}
