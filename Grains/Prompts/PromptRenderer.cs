using System.Collections.Concurrent;
using LeadSail.Eligibility;
using LeadSail.Prompts.Liquid;
using LeadSail.Storage;

namespace LeadSail.Prompts;

/// <summary>Renders prompts in strict mode; templates are parsed once.</summary>
public sealed class PromptRenderer(TimeProvider time)
{
    /// <summary>Characters of source, enough for every template of a busy installation; past it the cache starts anew.</summary>
    private const int CacheSize = 4_000_000;

    private readonly ConcurrentDictionary<string, LiquidTemplate> parsed = new(StringComparer.Ordinal);
    private int cached;

    /// <summary>The prompt and first message of a call, or what is wrong with them.</summary>
    /// <param name="template">The template; null when there is none.</param>
    /// <param name="templateId">What the campaign names; null when it names none.</param>
    /// <param name="subject">What it speaks of.</param>
    /// <param name="additionalInstructions">Plain text appended, never read as Liquid.</param>
    public PromptFacts Render(Setting<PromptTemplate>? template, string? templateId, PromptSubject subject, string? additionalInstructions)
    {
        if (template is null)
        {
            return new PromptFacts(null, null, templateId is null ? null : $"There is no prompt template {templateId}.");
        }

        var scope = new LiquidScope(PromptVariables.ForTemplate(subject), subject.Now) { Clock = time };
        try
        {
            var prompt = Parse(template.Value.Body).Render(scope, LiquidMode.Strict);
            prompt = string.IsNullOrEmpty(additionalInstructions) ? prompt : $"{prompt}\n\n{additionalInstructions}";
            var first = template.Value.FirstMessage;
            return new PromptFacts(prompt, string.IsNullOrEmpty(first) ? null : RenderFirstMessage(first, scope), null);
        }
        catch (LiquidException e)
        {
            return new PromptFacts(null, null, e.Message);
        }
    }

    private string RenderFirstMessage(string source, LiquidScope scope)
    {
        try
        {
            return Parse(source).Render(scope, LiquidMode.Strict);
        }
        catch (LiquidException e)
        {
            throw new LiquidException($"first message: {e.Problem}", e.Line, e.Column, e.MissingName);
        }
    }

    private LiquidTemplate Parse(string source)
    {
        if (parsed.TryGetValue(source, out var known))
        {
            return known;
        }

        var template = LiquidTemplate.Parse(source);
        if (Interlocked.Add(ref cached, source.Length) > CacheSize)
        {
            parsed.Clear();
            Interlocked.Exchange(ref cached, source.Length);
        }

        return parsed.GetOrAdd(source, template);
    }
}
