using System.Globalization;

namespace Saddle.Torch;

/// <summary>The kind of a device; the values are libtorch's own (c10/core/DeviceType.h).</summary>
public enum DeviceType
{
    /// <summary>The processor.</summary>
    Cpu = 0,
    /// <summary>An NVIDIA GPU.</summary>
    Cuda = 1,
}

/// <summary>Where tensors lie and are computed: <c>cpu</c>, <c>cuda</c> or <c>cuda:1</c>.</summary>
/// <param name="Type">The kind of device.</param>
/// <param name="Index">Which of its kind, from 0; -1 for the only or current one.</param>
public readonly record struct Device(DeviceType Type, int Index = -1)
{
    /// <summary>The processor.</summary>
    public static Device Cpu => new(DeviceType.Cpu);

    /// <summary>The first CUDA device.</summary>
    public static Device Cuda => new(DeviceType.Cuda, 0);

    /// <summary>Reads <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</summary>
    /// <exception cref="InputException">The text names no device.</exception>
    public static Device Parse(string text)
        => TryParse(text, out Device device, out string? problem) ? device : throw new InputException($"{problem}.");

    /// <summary>Reads <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="device">The device.</param>
    /// <param name="problem">What is wrong, or null.</param>
    public static bool TryParse(string text, out Device device, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        bool hasIndex = int.TryParse(
            text.AsSpan(text.IndexOf(':', StringComparison.Ordinal) + 1), NumberStyles.None, CultureInfo.InvariantCulture,
            out int index);
        (device, bool isDevice) = text switch
        {
            "cpu" => (Cpu, true),
            "cuda" => (Cuda, true),
            _ when hasIndex && text.StartsWith("cuda:", StringComparison.Ordinal) => (new Device(DeviceType.Cuda, index), true),
            _ => (Cpu, false),
        };
        problem = isDevice ? null : $"'{text}' is not a device: expected cpu, cuda or cuda:N";
        return isDevice;
    }

    /// <summary>Throws unless the device is there.</summary>
    /// <exception cref="InputException">libtorch was built without CUDA, or there is no such GPU.</exception>
    public void ThrowIfUnavailable()
    {
        if (Type == DeviceType.Cpu)
        {
            return;
        }
        int count = torch.cuda_device_count();
        if (count == 0)
        {
            throw new InputException(
                $"device {this} is not available: this libtorch sees no CUDA GPU. Use device cpu, "
                + "or set LIBTORCH to a CUDA build on a machine with a GPU.")
            {
                Remedies = [new(RemedyKind.Device, "cpu")],
            };
        }
        if (Index >= count)
        {
            throw new InputException($"device {this} is not available: there are {count} CUDA devices, numbered from 0.");
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Type == DeviceType.Cpu ? "cpu" : Index <= 0 ? "cuda" : $"cuda:{Index}";
}
