namespace Saddle.Cli;

/// <summary>What a command has to say cannot be written: the message is the whole story.</summary>
internal sealed class OutputFailedException(string reason)
    : Exception($"Standard output cannot be written ({reason.TrimEnd('.')}).");
