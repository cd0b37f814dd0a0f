namespace LeadSail.Storage;

/// <summary>The storage cannot be used. The message says why and what to do, in a sentence for the operator; no stack trace is needed.</summary>
public sealed class StorageException : Exception
{
    /// <summary>With a sentence.</summary>
    public StorageException(string message)
        : base(message)
    {
    }

    /// <summary>With a sentence and the cause.</summary>
    public StorageException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
