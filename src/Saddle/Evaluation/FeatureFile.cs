using Saddle.Data;
using Saddle.Files;
using Saddle.Torch;

namespace Saddle.Evaluation;

/// <summary>Features that were computed elsewhere, in an .npy file: <c>[N, D]</c>, float32 or float64.</summary>
public static class FeatureFile
{
    /// <summary>Reads features; dispose them.</summary>
    /// <exception cref="DataException">The file is missing or damaged.</exception>
    /// <exception cref="InputException">It holds something else, or values that are not finite.</exception>
    public static FeatureSet Read(string path)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return new FeatureSet(NpyFile.Read(path).ToTensor(), new FeatureOrigin("features from a file"), name: path);
    }

    /// <summary>Writes features as float32; the file is replaced as a whole or not at all.</summary>
    public static void Write(string path, FeatureSet features)
    {
        ArgumentNullException.ThrowIfNull(features);
        using DisposeScope scope = torch.NewDisposeScope();
        using var memory = new MemoryStream();
        NpyFile.Write(memory, features.Features.to(ScalarType.Float32));
        AtomicFile.WriteBytes(path, memory.GetBuffer().AsSpan(0, (int)memory.Length));
    }
}
