using System.Collections.Concurrent;
using System.Collections.Immutable;
using LeadSail.Calls;
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

    /// <summary>What a call would be told, with every name that does not exist left out and listed, once each, in the order of rendering.</summary>
    /// <param name="template">The template.</param>
    /// <param name="subject">What it speaks of.</param>
    /// <exception cref="LiquidException">It does not parse, exceeds a limit, or has an unknown filter; the problem names the first message if it is that.</exception>
    public PromptPreview Preview(PromptTemplate template, PromptSubject subject)
    {
        var scope = new LiquidScope(PromptVariables.ForTemplate(subject), subject.Now) { Clock = time };
        var prompt = LiquidTemplate.Parse(template.Body).RenderCollecting(scope);
        var first = string.IsNullOrEmpty(template.FirstMessage) ? null : InFirstMessage(() => LiquidTemplate.Parse(template.FirstMessage).RenderCollecting(scope));
        return new PromptPreview(prompt.Text, first?.Text, PromptVariables.ForAgent(subject, null), [.. prompt.Missing.Concat(first?.Missing ?? []).Select(name => name.Name).Distinct(StringComparer.Ordinal)]);
    }

    private string RenderFirstMessage(string source, LiquidScope scope) => InFirstMessage(() => Parse(source).Render(scope, LiquidMode.Strict));

    private static T InFirstMessage<T>(Func<T> render)
    {
        try
        {
            return render();
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

/// <summary>A prompt as a call would have it.</summary>
/// <param name="Prompt">The prompt.</param>
/// <param name="FirstMessage">The first message; null when there is none.</param>
/// <param name="Variables">What goes to the agent besides.</param>
/// <param name="Missing">Names that were to be written and do not exist.</param>
public sealed record PromptPreview(string Prompt, string? FirstMessage, ImmutableArray<CallVariable> Variables, ImmutableArray<string> Missing);
