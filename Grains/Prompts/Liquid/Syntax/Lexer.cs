namespace LeadSail.Prompts.Liquid.Syntax;

/// <summary>Cuts the markup of a tag or an output into tokens.</summary>
internal static class Lexer
{
    public static List<Token> Read(Source source, int start, int end)
    {
        var text = source.Text.AsSpan(0, end);
        var tokens = new List<Token>();
        for (var at = start; at < end;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }
            var (kind, length) = Match(text[at..]);
            if (kind == TokenKind.End)
            {
                throw source.Error(at, text[at] is '\'' or '"'
                    ? $"the text that begins with {text[at]} is never closed"
                    : $"unexpected character '{text[at]}'");
            }
            tokens.Add(new Token(kind, at, at + length));
            at += length;
        }
        tokens.Add(new Token(TokenKind.End, end, end));
        return tokens;
    }

    private static (TokenKind Kind, int Length) Match(ReadOnlySpan<char> text)
    {
        var next = text.Length > 1 ? text[1] : '\0';
        return text[0] switch
        {
            '.' => next == '.' ? (TokenKind.Range, 2) : (TokenKind.Dot, 1),
            ',' => (TokenKind.Comma, 1),
            ':' => (TokenKind.Colon, 1),
            '|' => (TokenKind.Pipe, 1),
            '(' => (TokenKind.Open, 1),
            ')' => (TokenKind.Close, 1),
            '[' => (TokenKind.OpenBracket, 1),
            ']' => (TokenKind.CloseBracket, 1),
            '=' => next == '=' ? (TokenKind.Equal, 2) : (TokenKind.Assign, 1),
            '!' when next == '=' => (TokenKind.NotEqual, 2),
            '<' => next switch { '=' => (TokenKind.LessOrEqual, 2), '>' => (TokenKind.NotEqual, 2), _ => (TokenKind.Less, 1) },
            '>' => next == '=' ? (TokenKind.GreaterOrEqual, 2) : (TokenKind.Greater, 1),
            '\'' or '"' => Quoted(text),
            '-' when char.IsAsciiDigit(next) => Number(text),
            var c when char.IsAsciiDigit(c) => Number(text),
            var c when char.IsLetter(c) || c == '_' => Name(text),
            _ => (TokenKind.End, 0),
        };
    }

    private static (TokenKind, int) Quoted(ReadOnlySpan<char> text)
    {
        var close = text[1..].IndexOf(text[0]);
        return close < 0 ? (TokenKind.End, 0) : (TokenKind.String, close + 2);
    }

    private static (TokenKind, int) Number(ReadOnlySpan<char> text)
    {
        var length = Digits(text, 1);
        var isDecimal = length + 1 < text.Length && text[length] == '.' && char.IsAsciiDigit(text[length + 1]);
        return isDecimal ? (TokenKind.Decimal, Digits(text, length + 1)) : (TokenKind.Integer, length);
    }

    private static int Digits(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        return at;
    }

    private static (TokenKind, int) Name(ReadOnlySpan<char> text)
    {
        var length = 1;
        while (length < text.Length && (char.IsLetterOrDigit(text[length]) || text[length] is '_' or '-')) length++;
        if (length < text.Length && text[length] == '?') length++;
        return (TokenKind.Name, length);
    }
}
