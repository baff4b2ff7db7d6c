namespace Saddle;

/// <summary>Kinds of <see cref="Remedy"/>.</summary>
public enum RemedyKind
{
    /// <summary>Continue a run; the value is its folder.</summary>
    Continue,

    /// <summary>Let a run that has lost its checkpoints begin again; the value is its folder.</summary>
    Restart,

    /// <summary>Train a recipe.json anew; the value is the file.</summary>
    TrainAnew,

    /// <summary>Another folder for a run.</summary>
    OtherFolder,

    /// <summary>More steps.</summary>
    MoreSteps,

    /// <summary>The data of a source, where no path is given.</summary>
    Data,

    /// <summary>The place where a run's data lie now; the value is the run's folder.</summary>
    MovedData,

    /// <summary>Another value of a recipe's setting; the value is the setting and its value: <c>network.name=mlp</c>.</summary>
    Setting,

    /// <summary>Another device; the value is its name.</summary>
    Device,

    /// <summary>Another number of threads; the value is the number.</summary>
    Threads,

    /// <summary>Evaluate a run; the value is its folder.</summary>
    Evaluate,

    /// <summary>Download a known set; the value is its name.</summary>
    Download,

    /// <summary>Load an extension; the value is its name.</summary>
    Extension,
}
