using System.ComponentModel.DataAnnotations;
using LeadSail.Storage;

namespace LeadSail.Prompts;

/// <summary>Liquid text that becomes the agent's prompt, rendered anew for each call.</summary>
public record PromptTemplate : ISetting
{
    /// <inheritdoc/>
    public static string Kind => "prompt_template";

    /// <summary>The name for people.</summary>
    [Required, StringLength(200, MinimumLength = 1)]
    public string Name { get; init; } = "";

    /// <summary>The prompt.</summary>
    [Required, StringLength(100_000, MinimumLength = 1)]
    public string Body { get; init; } = "";

    /// <summary>The agent's first words; without any, the agent's own at the provider.</summary>
    [StringLength(100_000)]
    public string? FirstMessage { get; init; }
}
