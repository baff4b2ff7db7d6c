namespace Saddle.Data;

/// <summary>Data that cannot be used; the message names the file and says what was expected and what was found.</summary>
public sealed class DataException : InputException
{
    /// <summary>Creates the exception.</summary>
    public DataException(string message) : base(message) { }

    /// <summary>Creates the exception with its cause.</summary>
    public DataException(string message, Exception inner) : base(message, inner) { }

    /// <summary>Creates the exception without a message.</summary>
    public DataException() { }
}
