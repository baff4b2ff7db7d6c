namespace Saddle.Torch;

/// <summary>A device that was asked for by its name, or found: <c>auto</c> is the first CUDA device that works, or the
/// processor.</summary>
/// <param name="Device">The device.</param>
/// <param name="Reason">Why it is this one, a few words, where it was found; null where it was named.</param>
public sealed record DeviceChoice(Device Device, string? Reason)
{
    /// <summary>What asks for the best device that there is.</summary>
    public const string Auto = "auto";

    private static readonly Lazy<DeviceChoice> s_found = new(() => Among(torch.cuda_device_count(), ProblemOf));

    /// <summary>What is wrong with a text that should ask for a device, or null.</summary>
    public static string? ProblemWith(string text)
        => text == Auto || Device.TryParse(text, out _, out _) ? null
            : $"'{text}' is not a device: expected auto, cpu, cuda or cuda:N";

    /// <summary>The device that a text asks for; <c>auto</c> is looked for once in a process.</summary>
    /// <param name="text"><c>auto</c>, <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</param>
    /// <exception cref="InputException">The text asks for none, or for one that is not there.</exception>
    public static DeviceChoice Of(string text)
    {
        if (ProblemWith(text) is { } problem)
        {
            throw new InputException($"{problem}.");
        }
        if (text == Auto)
        {
            return s_found.Value;
        }
        var device = Device.Parse(text);
        device.ThrowIfUnavailable();
        return new DeviceChoice(device, null);
    }

    /// <summary>The first of some CUDA devices that works, or the processor.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="problemOf">What is wrong with one, or null.</param>
    internal static DeviceChoice Among(int count, Func<Device, string?> problemOf)
    {
        string? first = null;
        for (int index = 0; index < count; index++)
        {
            var device = new Device(DeviceType.Cuda, index);
            if (problemOf(device) is not { } problem)
            {
                return new DeviceChoice(device, index == 0 ? "it works" : $"the first of {count} that works");
            }
            first ??= $"{device} does not work: {problem}";
        }
        return new DeviceChoice(Device.Cpu, first ?? "this libtorch sees no CUDA GPU");
    }

    // A card may be too old for the library, its driver too old, its memory taken.
    private static string? ProblemOf(Device device)
    {
        try
        {
            using DisposeScope scope = torch.NewDisposeScope();
            Tensor ones = torch.ones([8, 8], device: device);
            return ones.matmul(ones).sum().item() == 512 ? null : "it multiplies wrongly";
        }
        catch (TorchException error)
        {
            return error.Message.Split('\n')[0].TrimEnd('.');
        }
    }
}
