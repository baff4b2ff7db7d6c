namespace Saddle.Torch;

/// <summary>The order of a tensor's elements in memory; the values are libtorch's own (c10/core/MemoryFormat.h).</summary>
public enum MemoryFormat
{
    /// <summary>Rows one after the other: N, C, H, W.</summary>
    Contiguous = 0,
    /// <summary>Whatever the input has.</summary>
    Preserve = 1,
    /// <summary>Channels innermost: N, H, W, C. The fast layout for convolutions.</summary>
    ChannelsLast = 2,
}
