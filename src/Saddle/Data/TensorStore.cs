using Saddle.Torch;

namespace Saddle.Data;

/// <summary>Images in memory.</summary>
internal sealed class TensorStore : ImageStore
{
    /// <summary>Takes the images over, uint8 <c>[N, C, H, W]</c>.</summary>
    internal TensorStore(Tensor images)
    {
        Images = images.DetachFromScope();
        Shape = new SampleShape(images.size(1), images.size(2), images.size(3));
    }

    internal Tensor Images { get; }

    internal override long Count => Images.size(0);

    internal override SampleShape Shape { get; }

    internal override Tensor Gather(long[] rows)
    {
        using Tensor indices = torch.tensor(rows);
        return Images.index_select(0, indices);
    }

    public override void Dispose() => Images.Dispose();
}
