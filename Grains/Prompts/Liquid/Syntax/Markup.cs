namespace LeadSail.Prompts.Liquid.Syntax;

/// <summary>The tokens of one tag or output, and the small steps every grammar rule takes over them.</summary>
internal sealed partial class Markup(Source source, Mentions mentions, Nesting nesting, Chunk chunk)
{
    private readonly List<Token> tokens = Lexer.Read(source, chunk.Start, chunk.End);
    private int index;

    private Token Current => tokens[index];

    public bool IsAtEnd => Current.Kind == TokenKind.End;

    public bool Accept(TokenKind kind)
    {
        if (Current.Kind != kind) return false;
        index++;
        return true;
    }

    /// <summary>Takes a word if it comes next.</summary>
    public bool AcceptWord(string word)
    {
        if (Current.Kind != TokenKind.Name || !Spelled(Current).SequenceEqual(word)) return false;
        index++;
        return true;
    }

    public void Expect(TokenKind kind, string what)
    {
        if (!Accept(kind)) throw Unexpected(what);
    }

    public void ExpectEnd()
    {
        if (!IsAtEnd) throw Unexpected(null);
    }

    /// <summary>A name that a template may give to something: no question mark, but digits alone are fine, as in Liquid.</summary>
    public string NewName()
    {
        var token = Current;
        if (token.Kind is not (TokenKind.Name or TokenKind.Integer) || source.Text[token.End - 1] == '?') throw Unexpected("a name");
        index++;
        return Spelled(token).ToString();
    }

    /// <summary>A new name that may stand in quotes.</summary>
    public string NewNameOrText() => Current.Kind == TokenKind.String ? Unquoted(tokens[index++]) : NewName();

    public LiquidException Unexpected(string? wanted)
    {
        var found = IsAtEnd ? "the end" : $"'{Spelled(Current)}'";
        return source.Error(Current.Start, wanted is null ? $"unexpected {found}" : $"expected {wanted}, found {found}");
    }

    private ReadOnlySpan<char> Spelled(Token token) => source.Text.AsSpan(token.Start, token.End - token.Start);

    private string Unquoted(Token token) => source.Text[(token.Start + 1)..(token.End - 1)];

    /// <summary>The tokens from one on up to here, without the white space between them.</summary>
    private string SpelledFrom(int first) =>
        first + 1 == index
            ? Spelled(tokens[first]).ToString()
            : string.Concat(tokens[first..index].Select(token => Spelled(token).ToString()));
}
