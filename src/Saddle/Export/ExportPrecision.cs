namespace Saddle.Export;

/// <summary>With what numbers an exported network computes; its inputs and outputs have 32 bits in any case.</summary>
public enum ExportPrecision
{
    /// <summary>32 bits.</summary>
    Full,

    /// <summary>16 bits: half the size, and an error of about a thousandth.</summary>
    Half,
}
