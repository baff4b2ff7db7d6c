namespace Saddle.Data.Known;

/// <summary>Which labels of CIFAR-100 are read; CIFAR-10 has fine ones only.</summary>
public enum CifarLabels
{
    /// <summary>A hundred classes.</summary>
    Fine,

    /// <summary>Twenty, of five fine ones each.</summary>
    Coarse,
}
