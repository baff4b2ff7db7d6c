using Saddle.Torch;

namespace Saddle.Augmentations;

/// <summary>How probable a change is, which may be another from step to step.</summary>
public sealed class Chance
{
    private readonly Func<double> _value;
    private readonly DeviceNumber? _number;

    private Chance(Func<double> value, DeviceNumber? number) => (_value, _number) = (value, number);

    /// <summary>A probability that is known.</summary>
    /// <param name="probability">From 0 to 1.</param>
    public static implicit operator Chance(double probability) => new(() => probability, null);

    /// <summary>A probability that is known.</summary>
    /// <param name="probability">From 0 to 1.</param>
    public static Chance FromDouble(double probability) => probability;

    /// <summary>A probability that lies on the device, and is worked out anew in each step.</summary>
    /// <param name="probability">Works it out, from 0 to 1.</param>
    /// <param name="number">Brings it there.</param>
    internal static Chance OnDevice(Func<double> probability, DeviceNumber number) => new(probability, number);

    /// <summary>Another probability that follows from this one.</summary>
    public Chance Map(Func<double, double> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new Chance(() => other(_value()), _number);
    }

    /// <summary>Which of some numbers from 0 to below 1 are below it, bool.</summary>
    internal Tensor Of(Tensor uniform)
        => _number is null ? uniform.lt(_value()) : (uniform - _number(_value).to(uniform.dtype)).lt(0);
}
