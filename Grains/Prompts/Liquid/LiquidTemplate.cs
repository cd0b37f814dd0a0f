using LeadSail.Prompts.Liquid.Syntax;
using LeadSail.Prompts.Liquid.Tags;

namespace LeadSail.Prompts.Liquid;

/// <summary>A parsed Liquid template: immutable, safe to share between threads, cheap to render.</summary>
public sealed class LiquidTemplate
{
    private readonly Source source;
    private readonly LiquidLimits limits;
    private readonly Body body;

    private LiquidTemplate(Source source, LiquidLimits limits)
    {
        this.source = source;
        this.limits = limits;
        var mentions = new Mentions(source);
        body = new Parser(source, mentions, limits.Depth).ReadTemplate();
        Variables = mentions.Variables;
        UnknownFilters = mentions.UnknownFilters;
    }

    /// <summary>The distinct names that the template expects from its scope, each where it is first mentioned.</summary>
    public IReadOnlyList<LiquidName> Variables { get; }

    /// <summary>Filters that do not exist; strict mode refuses a template that has any.</summary>
    public IReadOnlyList<LiquidName> UnknownFilters { get; }

    /// <summary>Parses a template.</summary>
    /// <exception cref="LiquidException">It is not Liquid, has an unknown tag, or nests too deep.</exception>
    public static LiquidTemplate Parse(string source, LiquidLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        limits ??= LiquidLimits.Default;
        limits.Check();
        return new LiquidTemplate(new Source(source), limits);
    }

    /// <summary>Renders the template.</summary>
    /// <exception cref="LiquidException">A limit is exceeded, a filter cannot use its values, or strict mode is broken.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public string Render(LiquidScope scope, LiquidMode mode, CancellationToken cancellation = default) =>
        Render(scope, mode, missing: null, cancellation);

    /// <summary>Renders in strict mode, but collects the missing names instead of stopping at the first.</summary>
    /// <exception cref="LiquidException">Anything else that strict mode refuses.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public LiquidRendering RenderCollecting(LiquidScope scope, CancellationToken cancellation = default)
    {
        var missing = new List<LiquidName>();
        return new LiquidRendering(Render(scope, LiquidMode.Strict, missing, cancellation), missing);
    }

    private string Render(LiquidScope scope, LiquidMode mode, List<LiquidName>? missing, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (mode == LiquidMode.Strict && UnknownFilters is [var filter, ..])
            throw new LiquidException($"there is no filter '{filter.Name}'", filter.Line, filter.Column);
        var rendering = new Rendering(source, limits, scope, mode, missing, cancellation);
        try
        {
            body.Render(rendering);
            return rendering.Text;
        }
        catch (OverflowException)
        {
            throw rendering.Error("a number becomes too large");
        }
    }
}
