using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Saddle.Runtime;

/// <summary>Samples that were computed together, still as ONNX Runtime has them.</summary>
internal sealed class SampleBatch : IDisposable
{
    private readonly OrtValue _samples;
    private readonly ModelSession _model;
    private readonly Padding? _padding;
    private readonly int _size;

    /// <summary>Takes samples over.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="model">What drew them.</param>
    /// <param name="count">How many were asked for.</param>
    /// <param name="padding">What is cut off from each, or null for what was not padded.</param>
    /// <exception cref="ExportException">They are not what the file says that they are.</exception>
    internal SampleBatch(OrtValue samples, ModelSession model, int count, Padding? padding)
    {
        (_samples, _model, _padding, Count) = (samples, model, padding, count);
        long[] expected = Expected(model.Metadata, count, padding);
        OrtTensorTypeAndShapeInfo info = samples.GetTensorTypeAndShape();
        TensorElementType type = model.Metadata.IsBytes ? TensorElementType.UInt8 : TensorElementType.Float;
        if (info.ElementDataType != type || !info.Shape.SequenceEqual(expected))
        {
            samples.Dispose();
            throw model.Wrong($"[{string.Join(", ", info.Shape)}], but [{string.Join(", ", expected)}] was expected");
        }
        _size = (int)(info.ElementCount / count);
    }

    /// <summary>How many samples there are.</summary>
    internal int Count { get; }

    /// <summary>How many values a sample has.</summary>
    internal int SampleSize => _padding is { } padding ? Channels * padding.Width * padding.Height : _size;

    private int Channels => _model.Metadata.Shape[0];

    /// <summary>A sample as a picture.</summary>
    /// <param name="k">The sample, from 0.</param>
    internal Picture ToPicture(int k) => new(Pixels(k), Frame.Width, Frame.Height, Channels);

    /// <summary>A sample's values.</summary>
    /// <param name="k">The sample, from 0.</param>
    /// <param name="target"><c>[C, H, W]</c> or <c>[D]</c>.</param>
    internal void CopyValues(int k, Span<float> target)
    {
        if (_model.Metadata.IsBytes)
        {
            PixelValues.ToPlanes(Pixels(k), Channels, target);
            return;
        }
        ReadOnlySpan<float> sample = _samples.GetTensorDataAsSpan<float>().Slice(k * _size, _size);
        if (_padding is { IsNone: false } frame)
        {
            for (int row = 0; row < Channels * frame.Height; row++)
            {
                Row(sample, frame, row / frame.Height, row % frame.Height).CopyTo(target[(row * frame.Width)..]);
            }
        }
        else
        {
            sample.CopyTo(target);
        }
        CheckFinite(target[..SampleSize]);
    }

    /// <inheritdoc/>
    public void Dispose() => _samples.Dispose();

    private Padding Frame => _padding ?? new Padding(_model.Metadata.Shape[2], _model.Metadata.Shape[1], 0, 0);

    private static long[] Expected(ExportMetadata metadata, int count, Padding? padding)
    {
        if (!metadata.IsPicture)
        {
            return [count, metadata.Shape[0]];
        }
        long height = padding?.PaddedHeight ?? metadata.Shape[1], width = padding?.PaddedWidth ?? metadata.Shape[2];
        return metadata.IsBytes ? [count, height, width, metadata.Shape[0]] : [count, metadata.Shape[0], height, width];
    }

    private byte[] Pixels(int k)
    {
        Padding frame = Frame;
        byte[] pixels = new byte[Channels * frame.Width * frame.Height];
        if (_model.Metadata.IsBytes)
        {
            CutBytes(_samples.GetTensorDataAsSpan<byte>().Slice(k * _size, _size), frame, pixels);
        }
        else
        {
            CutPlanes(_samples.GetTensorDataAsSpan<float>().Slice(k * _size, _size), frame, pixels);
        }
        return pixels;
    }

    private static ReadOnlySpan<float> Row(ReadOnlySpan<float> sample, Padding frame, int channel, int y)
        => sample.Slice((((channel * frame.PaddedHeight) + frame.Top + y) * frame.PaddedWidth) + frame.Left, frame.Width);

    private void CutPlanes(ReadOnlySpan<float> sample, Padding frame, byte[] pixels)
    {
        CheckFinite(sample);
        for (int channel = 0; channel < Channels; channel++)
        {
            for (int y = 0; y < frame.Height; y++)
            {
                int to = (y * frame.Width * Channels) + channel;
                foreach (float value in Row(sample, frame, channel, y))
                {
                    pixels[to] = PixelValues.ToByte(value);
                    to += Channels;
                }
            }
        }
    }

    private void CutBytes(ReadOnlySpan<byte> sample, Padding frame, byte[] pixels)
    {
        int length = frame.Width * Channels;
        for (int y = 0; y < frame.Height; y++)
        {
            int from = (((frame.Top + y) * frame.PaddedWidth) + frame.Left) * Channels;
            sample.Slice(from, length).CopyTo(pixels.AsSpan(y * length));
        }
    }

    private void CheckFinite(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            if (!float.IsFinite(value))
            {
                throw _model.Wrong(
                    "with values that are not finite: the training had diverged, or a value is too large for what the file "
                    + $"computes with, {_model.Metadata.Precision}");
            }
        }
    }
}
