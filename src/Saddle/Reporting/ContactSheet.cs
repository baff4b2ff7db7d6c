using Saddle.Data;
using Saddle.Files;
using Saddle.Graphics;
using Saddle.Torch;

namespace Saddle.Reporting;

/// <summary>A picture that shows what data holds: up to 64 images from its beginning to its end, or 2,000 points.</summary>
public static class ContactSheet
{
    private const int Images = 64, Points = 2000;

    /// <summary>Encodes the sheet as a PNG file in memory.</summary>
    /// <param name="data">Opened data.</param>
    public static byte[] Encode(DataSet data)
    {
        ArgumentNullException.ThrowIfNull(data);
        using DisposeScope scope = torch.NewDisposeScope();
        using GradMode mode = torch.no_grad();
        if (!data.Shape.IsImage)
        {
            return new ScatterPlot(data.Preview(Points), torch.zeros([0, 2])).ToPng();
        }
        Tensor images = data.Preview(Images);
        // Strips of several pictures make a sheet that is nearly square, too.
        var columns = (int)Math.Ceiling(Math.Sqrt((double)images.size(0) * images.size(2) / images.size(3)));
        return ImageGrid.Encode(Parts(images, data), columns);
    }

    // What a preview shows side by side: a sample's inputs and its real image.
    private static IReadOnlyList<Tensor> Parts(Tensor images, DataSet data)
    {
        long pictures = (data.InputChannels / data.Shape.Channels) + 1, width = images.size(3) / pictures;
        return width * pictures == images.size(3) && width * data.Shape.Height == images.size(2) * data.Shape.Width
            ? [.. Enumerable.Range(0, (int)pictures).Select(k => images.narrow(3, k * width, width))]
            : [images];
    }

    /// <summary>Writes the sheet to a file, whole or not at all.</summary>
    /// <param name="data">Opened data.</param>
    /// <param name="path">The file; its folder is made if it is missing.</param>
    public static void Save(DataSet data, string path) => AtomicFile.WriteBytes(path, Encode(data));
}
