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
    /// <exception cref="ArgumentException">The text names no device.</exception>
    public static Device Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text switch
        {
            "cpu" => Cpu,
            "cuda" => Cuda,
            _ when text.StartsWith("cuda:", StringComparison.Ordinal)
                && int.TryParse(text.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out int index)
                => new Device(DeviceType.Cuda, index),
            _ => throw new ArgumentException($"'{text}' is not a device: expected cpu, cuda or cuda:N."),
        };
    }

    /// <summary>Throws unless the device is there.</summary>
    /// <exception cref="ArgumentException">libtorch was built without CUDA, or there is no such GPU.</exception>
    public void ThrowIfUnavailable()
    {
        if (Type == DeviceType.Cpu)
        {
            return;
        }
        int count = torch.cuda_device_count();
        if (count == 0)
        {
            throw new ArgumentException(
                $"device {this} is not available: this libtorch sees no CUDA GPU. Use --device cpu, or set LIBTORCH to a CUDA build on a machine with a GPU.");
        }
        if (Index >= count)
        {
            throw new ArgumentException($"device {this} is not available: there are {count} CUDA devices, numbered from 0.");
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Type == DeviceType.Cpu ? "cpu" : Index <= 0 ? "cuda" : $"cuda:{Index}";
}
