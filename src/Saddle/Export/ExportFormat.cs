namespace Saddle.Export;

/// <summary>What an exported file is.</summary>
public enum ExportFormat
{
    /// <summary>A network that any ONNX runtime computes.</summary>
    Onnx,

    /// <summary>Its weights alone, by the names that they have in PyTorch: see docs/pytorch.md.</summary>
    SafeTensors,
}
