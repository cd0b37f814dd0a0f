namespace LeadSail.Hosting;

/// <summary>The process cannot start as it is configured. The message says what is wrong and what to do; no stack trace is needed.</summary>
public sealed class StartupException(string message) : Exception(message);
