namespace Saddle.Runtime;

/// <summary>
/// A file that cannot be drawn from, or something that was asked of it and that it cannot do; the message is one sentence for the
/// user. What would be wrong with any file, such as a count of 0, is an <see cref="ArgumentException"/>.
/// </summary>
public sealed class ExportException : Exception
{
    /// <summary>Creates the exception without a message.</summary>
    public ExportException() { }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, in one sentence.</param>
    public ExportException(string message) : base(message) { }

    /// <summary>Creates the exception with its cause.</summary>
    /// <param name="message">What is wrong, in one sentence.</param>
    /// <param name="inner">The cause.</param>
    public ExportException(string message, Exception inner) : base(message, inner) { }
}
