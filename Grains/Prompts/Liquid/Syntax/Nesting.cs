namespace LeadSail.Prompts.Liquid.Syntax;

/// <summary>Counts how deep the parser is, so that no template can exhaust the stack.</summary>
internal sealed class Nesting(Source source, int limit)
{
    private int depth;

    public void Enter(int at)
    {
        if (++depth > limit) throw source.Error(at, $"the template is nested deeper than {limit} levels");
    }

    public void Leave() => depth--;
}
