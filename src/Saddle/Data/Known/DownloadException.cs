namespace Saddle.Data.Known;

/// <summary>A file that could not be downloaded, or is not what it should be; the message says why and what to do.</summary>
public sealed class DownloadException : Exception
{
    /// <summary>Creates the exception.</summary>
    public DownloadException(string message) : base(message) { }

    /// <summary>Creates the exception with its cause.</summary>
    public DownloadException(string message, Exception inner) : base(message, inner) { }

    /// <summary>Creates the exception without a message.</summary>
    public DownloadException() { }
}
