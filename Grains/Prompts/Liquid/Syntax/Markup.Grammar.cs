using System.Globalization;
using LeadSail.Prompts.Liquid.Expressions;
using LeadSail.Prompts.Liquid.Filters;

namespace LeadSail.Prompts.Liquid.Syntax;

internal sealed partial class Markup
{
    /// <summary>Literal, range or path.</summary>
    public Expression Expression()
    {
        nesting.Enter(Current.Start);
        var token = Current;
        Expression expression = token.Kind switch
        {
            TokenKind.Name when Keyword(Spelled(token)) is { } keyword => Take(keyword),
            TokenKind.Name or TokenKind.OpenBracket => Path(),
            TokenKind.String => Take(new Literal(Unquoted(token))),
            TokenKind.Integer => Take(new Literal(Integer(token))),
            TokenKind.Decimal => Take(new Literal(Decimal(token))),
            TokenKind.Open => Range(),
            _ => throw Unexpected("a value"),
        };
        nesting.Leave();
        return expression;
    }

    /// <summary>An expression and how it is spelled.</summary>
    public (Expression Expression, string Spelling) SpelledExpression()
    {
        var first = index;
        return (Expression(), SpelledFrom(first));
    }

    /// <summary>An expression and the filters it goes through, to the end.</summary>
    public Filtered Filtered()
    {
        var input = Expression();
        var calls = new List<FilterCall>();
        while (Accept(TokenKind.Pipe)) calls.Add(Filter());
        ExpectEnd();
        return new Filtered(input, [.. calls]);
    }

    /// <summary>Comparisons joined by <c>and</c> and <c>or</c>, to the end.</summary>
    public Condition Condition()
    {
        var terms = new List<Comparison>();
        var joins = new List<bool>();
        while (true)
        {
            terms.Add(Comparison());
            if (AcceptWord("and")) joins.Add(true);
            else if (AcceptWord("or")) joins.Add(false);
            else break;
        }
        ExpectEnd();
        return new Condition([.. terms], [.. joins]);
    }

    private Comparison Comparison()
    {
        var at = Current.Start;
        var left = Expression();
        Comparing? comparing = Current.Kind switch
        {
            TokenKind.Equal => Comparing.Equal,
            TokenKind.NotEqual => Comparing.NotEqual,
            TokenKind.Less => Comparing.Less,
            TokenKind.LessOrEqual => Comparing.LessOrEqual,
            TokenKind.Greater => Comparing.Greater,
            TokenKind.GreaterOrEqual => Comparing.GreaterOrEqual,
            TokenKind.Name when Spelled(Current) is "contains" => Comparing.Contains,
            _ => null,
        };
        if (comparing is null) return new Comparison(at, left, Comparing.Nothing, left);
        index++;
        return new Comparison(at, left, comparing.Value, Expression());
    }

    private FilterCall Filter()
    {
        var token = Current;
        Expect(TokenKind.Name, "the name of a filter");
        var name = Spelled(token).ToString();
        var filter = Catalog.Find(name);
        if (filter is null) mentions.UnknownFilter(name, token.Start);

        var arguments = new List<Expression>();
        Expression? allowFalse = null;
        if (Accept(TokenKind.Colon))
        {
            do
            {
                if (Current.Kind == TokenKind.Name && tokens[index + 1].Kind == TokenKind.Colon) allowFalse = Option(filter);
                else arguments.Add(Expression());
            }
            while (Accept(TokenKind.Comma));
        }
        if (filter is not null && (arguments.Count < filter.Least || arguments.Count > filter.Most))
            throw source.Error(token.Start, $"'{name}' takes {filter.Arity}, not {arguments.Count}");
        return new FilterCall(token.Start, filter, [.. arguments], allowFalse);
    }

    /// <summary>The one option that a standard filter has: <c>default: x, allow_false: true</c>.</summary>
    private Expression Option(Filter? filter)
    {
        if (filter is not null && !(filter.Name == "default" && Spelled(Current) is "allow_false")) throw Unexpected(null);
        index += 2;
        return Expression();
    }

    private Variable Path()
    {
        var first = index;
        var token = Current;
        string? root = null;
        var keys = new List<Expression>();
        if (Accept(TokenKind.Name)) root = Spelled(token).ToString();
        else keys.Add(Bracket());
        while (true)
        {
            if (Current.Kind == TokenKind.OpenBracket) keys.Add(Bracket());
            else if (Accept(TokenKind.Dot)) keys.Add(new Literal(Member()));
            else break;
        }
        if (root is null && keys[0] is Literal { Value: string text })
        {
            root = text;
            keys.RemoveAt(0);
        }
        var name = SpelledFrom(first);
        if (root is not null) mentions.Variable(root, name, token.Start);
        return new Variable(root, [.. keys], name, token.Start);
    }

    private string Member()
    {
        var token = Current;
        Expect(TokenKind.Name, "a name after the dot");
        return Spelled(token).ToString();
    }

    private Expression Bracket()
    {
        Expect(TokenKind.OpenBracket, "'['");
        var key = Expression();
        Expect(TokenKind.CloseBracket, "']'");
        return key;
    }

    private RangeExpression Range()
    {
        Expect(TokenKind.Open, "'('");
        var from = Expression();
        Expect(TokenKind.Range, "'..'");
        var to = Expression();
        Expect(TokenKind.Close, "')'");
        return new RangeExpression(from, to);
    }

    private T Take<T>(T expression)
    {
        index++;
        return expression;
    }

    private static Literal? Keyword(ReadOnlySpan<char> name) => name switch
    {
        "nil" or "null" => Literal.Nil,
        "true" => Literal.True,
        "false" => Literal.False,
        "empty" => Literal.Empty,
        "blank" => Literal.Blank,
        _ => null,
    };

    private long Integer(Token token) =>
        long.TryParse(Spelled(token), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw source.Error(token.Start, "the number is too large");

    private decimal Decimal(Token token) =>
        decimal.TryParse(
            Spelled(token), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw source.Error(token.Start, "the number is too large");
}
