namespace LeadSail.Prompts.Liquid.Syntax;

internal enum TokenKind
{
    End,
    Name,
    Integer,
    Decimal,
    String,
    Dot,
    Range,
    Comma,
    Colon,
    Pipe,
    Assign,
    Open,
    Close,
    OpenBracket,
    CloseBracket,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

internal readonly record struct Token(TokenKind Kind, int Start, int End);
