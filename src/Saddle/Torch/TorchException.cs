namespace Saddle.Torch;

/// <summary>A failure on the native side: an operator's own message, or a libtorch that cannot be used.</summary>
public class TorchException : Exception
{
    /// <summary>Creates the exception with libtorch's message.</summary>
    public TorchException(string message) : base(message) { }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public TorchException(string message, Exception inner) : base(message, inner) { }

    /// <summary>Creates the exception without a message.</summary>
    public TorchException() { }
}
