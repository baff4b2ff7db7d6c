namespace Saddle.Torch;

/// <summary>libtorch, or Saddle's native part, is missing or does not fit; the message says what to install.</summary>
public sealed class TorchUnavailableException : TorchException
{
    /// <summary>Creates the exception with what is missing and what to do.</summary>
    public TorchUnavailableException(string message) : base(message) { }

    /// <summary>Creates the exception with what is missing, what to do, and the loader's own error.</summary>
    public TorchUnavailableException(string message, Exception inner) : base(message, inner) { }

    /// <summary>Creates the exception without a message.</summary>
    public TorchUnavailableException() { }
}
