namespace Orleans.Runtime
{
    /// <summary>An error of the runtime or of a provider.</summary>
    [GenerateSerializer]
    public class OrleansException : Exception
    {
        /// <summary>Without a message.</summary>
        public OrleansException()
            : base("Unexpected error.")
        {
        }

        /// <summary>With a message.</summary>
        public OrleansException(string message)
            : base(message)
        {
        }

        /// <summary>With a message and a cause.</summary>
        public OrleansException(string message, Exception innerException)
            : base(message, innerException)
        {
        }
    }

    /// <summary>The process is shutting down and takes no more requests.</summary>
    [GenerateSerializer]
    public sealed class SiloUnavailableException(string message) : OrleansException(message);
}

namespace Orleans.Storage
{
    /// <summary>The record was changed by somebody else since it was read. If it escapes the grain, the activation ends.</summary>
    [GenerateSerializer]
    public class InconsistentStateException : OrleansException
    {
        /// <summary>Without a message.</summary>
        public InconsistentStateException()
        {
        }

        /// <summary>With a message.</summary>
        public InconsistentStateException(string message)
            : base(message)
        {
        }

        /// <summary>With a message and a cause.</summary>
        public InconsistentStateException(string message, Exception? innerException)
            : base(message, innerException!)
        {
        }

        /// <summary>With both versions.</summary>
        public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag)
            : this(errorMsg, storedEtag, currentEtag, null)
        {
        }

        /// <summary>With both versions and a cause.</summary>
        public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag, Exception? storageException)
            : base(errorMsg, storageException!)
        {
            StoredEtag = storedEtag;
            CurrentEtag = currentEtag;
        }

        /// <summary>With both versions and a cause that has the message.</summary>
        public InconsistentStateException(string? storedEtag, string? currentEtag, Exception storageException)
            : this(storageException?.Message ?? "", storedEtag, currentEtag, storageException)
        {
        }

        /// <summary>The version in the store.</summary>
        [Id(1)]
        public string? StoredEtag { get; private set; }

        /// <summary>The version the grain had.</summary>
        [Id(2)]
        public string? CurrentEtag { get; private set; }

        /// <summary>Whether it has not yet left the activation it happened in: only that one ends, not its callers.</summary>
        internal bool IsSourceActivation { get; set; } = true;

        /// <inheritdoc/>
        public override string ToString() => $"{nameof(InconsistentStateException)}: {Message} stored={StoredEtag} current={CurrentEtag} {InnerException}";
    }
}
