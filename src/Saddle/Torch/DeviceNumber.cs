namespace Saddle.Torch;

/// <summary>
/// Gives a number that differs from step to step as a scalar (float64) on the device: in a step that is recorded and played again
/// only what lies there can change.
/// </summary>
/// <param name="value">Works the number out, once in each step.</param>
public delegate Tensor DeviceNumber(Func<double> value);
