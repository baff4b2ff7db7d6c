namespace Saddle.Data.Pictures;

/// <summary>The cache of decoded pictures cannot be written; the message says where it is and what it needs.</summary>
public sealed class CacheException : IOException
{
    /// <summary>Creates the exception.</summary>
    public CacheException(string message) : base(message) { }

    /// <summary>Creates the exception with its cause.</summary>
    public CacheException(string message, Exception inner) : base(message, inner) { }

    /// <summary>Creates the exception without a message.</summary>
    public CacheException() { }
}
