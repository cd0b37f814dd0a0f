namespace LeadSail.Recordings;

/// <summary>Whose recording, and of which interaction. Both are names of files as they are.</summary>
internal readonly record struct RecordingKey
{
    /// <exception cref="ArgumentException">One of them is no id, and might lead out of the folder.</exception>
    public RecordingKey(string organizationId, string interactionId)
    {
        if (!IsId(organizationId) || !IsId(interactionId))
            throw new ArgumentException($"\"{organizationId}/{interactionId}\" has a character that no id has.");
        (OrganizationId, InteractionId) = (organizationId, interactionId);
    }

    public string OrganizationId { get; }

    public string InteractionId { get; }

    public static bool IsId(string text) => text.Length is > 0 and <= 100 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
}
