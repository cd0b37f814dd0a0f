namespace LeadSail.Phones;

/// <summary>A phone as it was read: either <see cref="E164"/>, or the sentence that says why not. Never both.</summary>
public readonly record struct PhoneReading
{
    /// <summary>"+15551234567"; null when refused.</summary>
    public string? E164 { get; private init; }

    /// <summary>Why it was refused; null when it was read.</summary>
    public string? Fault { get; private init; }

    internal static PhoneReading Of(string e164) => new() { E164 = e164 };

    internal static PhoneReading No(string why) => new() { Fault = why };
}
