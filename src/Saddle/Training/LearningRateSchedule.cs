namespace Saddle.Training;

/// <summary>How learning rates change over a run.</summary>
internal static class LearningRateSchedule
{
    internal static readonly string[] Names = ["constant", "linear", "cosine"];

    /// <summary>The share of the recipe's learning rate at a point of the run.</summary>
    /// <param name="name">constant; linear, to 0 at the end; or cosine, to 0 at the end.</param>
    /// <param name="progress">How much of the run is done, from 0 to 1.</param>
    internal static double Share(string name, double progress) => name switch
    {
        "linear" => 1 - progress,
        "cosine" => (1 + Math.Cos(Math.PI * progress)) / 2,
        _ => 1,
    };
}
