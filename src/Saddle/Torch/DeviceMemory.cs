using Saddle.Torch.Engines;

namespace Saddle.Torch;

/// <summary>The memory of a CUDA device that this process has reserved, for tensors and for their next use.</summary>
internal static class DeviceMemory
{
    /// <summary>
    /// The most since <see cref="Restart"/>, in bytes; null where it cannot be known: on the processor, and where native was
    /// built without the CUDA toolkit's headers.
    /// </summary>
    internal static long? Peak(Device device)
        => device.Type == DeviceType.Cuda && Engine.Current.DevicePeak(device) is >= 0 and var peak ? peak : null;

    /// <summary>Gives back what waits for its next use, and begins to watch anew.</summary>
    internal static void Restart(Device device)
    {
        if (device.Type == DeviceType.Cuda)
        {
            Engine.Current.RestartDevicePeak(device);
        }
    }
}
