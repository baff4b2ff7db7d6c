namespace Saddle;

/// <summary>
/// What else could be asked for. A message says it in words of its own; whoever asks by other means than code, such as options of
/// a command line, can tell the user by which.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">What it is about: a run's folder, a file; empty where that is anybody's choice.</param>
public sealed record Remedy(RemedyKind Kind, string Value = "");
