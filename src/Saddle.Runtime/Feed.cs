using System.Buffers;
using Microsoft.ML.OnnxRuntime;

namespace Saddle.Runtime;

/// <summary>One of a graph's inputs, batch by batch.</summary>
/// <param name="name">The input's name.</param>
internal abstract class Feed(string name) : IDisposable
{
    /// <summary>The input's name.</summary>
    internal string Name { get; } = name;

    /// <summary>The input of a batch; good until the next.</summary>
    /// <param name="start">The batch's first sample.</param>
    /// <param name="length">How many samples it has.</param>
    internal abstract OrtValue Of(int start, int length);

    /// <inheritdoc/>
    public abstract void Dispose();
}

/// <summary>An input of one element type; its memory is lent by the pool and used for every batch.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="name">The input's name.</param>
/// <param name="shape">The shape of a sample's row.</param>
/// <param name="fill">Writes a sample's row.</param>
internal sealed class Feed<T>(string name, Func<int, long[]> shape, Action<int, Memory<T>> fill) : Feed(name) where T : unmanaged
{
    private T[] _buffer = [];

    /// <inheritdoc/>
    internal override OrtValue Of(int start, int length)
    {
        long[] row = shape(start);
        int size = checked((int)row.Aggregate(1L, (product, side) => product * side)), total = checked(size * length);
        if (_buffer.Length < total)
        {
            Dispose();
            _buffer = ArrayPool<T>.Shared.Rent(total);
        }
        for (int k = 0; k < length; k++)
        {
            fill(start + k, _buffer.AsMemory(k * size, size));
        }
        return OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, _buffer.AsMemory(0, total), [length, .. row]);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<T>.Shared.Return(_buffer);
        }
        _buffer = [];
    }
}
