using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using LeadSail.Providers;
using LeadSail.Storage;
using Microsoft.AspNetCore.Diagnostics;

namespace LeadSail.Http;

/// <summary>Turns everything that goes wrong into the error envelope, framework errors included. Nothing of the inside leaks out.</summary>
public static partial class Errors
{
    /// <summary>Answers exceptions and empty error statuses below <c>/api</c> and elsewhere with the envelope; somebody who opens an address that is none in a browser gets a page.</summary>
    public static void UseErrorEnvelopes(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = context =>
            {
                var exception = context.Features.Get<IExceptionHandlerFeature>()?.Error;
                return exception is null ? Write(context, Internal()) : WriteAsync(context, exception);
            },
            SuppressDiagnosticsCallback = _ => true,
            AllowStatusCode404Response = true,
        });
        app.UseStatusCodePages(pages =>
        {
            if (!IsLost(pages.HttpContext))
            {
                return Write(pages.HttpContext, From(pages.HttpContext.Response.StatusCode));
            }

            pages.HttpContext.Response.Redirect("/not-found");
            return Task.CompletedTask;
        });
    }

    private static bool IsLost(HttpContext context) =>
        context.Response.StatusCode == StatusCodes.Status404NotFound && HttpMethods.IsGet(context.Request.Method) && !context.Request.Path.StartsWithSegments("/api")
        && context.Request.GetTypedHeaders().Accept.Any(accepted => accepted.MediaType == "text/html");

    /// <summary>Writes what an exception is to the client, and logs what it is to us.</summary>
    public static Task WriteAsync(HttpContext context, Exception exception) =>
        Write(context, From(exception, context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("LeadSail.Http.Errors")));

    /// <summary>Writes an error.</summary>
    public static Task Write(HttpContext context, RequestException problem)
    {
        context.Response.StatusCode = problem.Status;
        if (problem.RetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        // the declared type decides what is written: a refusal has more to say than an error
        return context.Response.WriteAsJsonAsync(
            new { success = false, error = (object)problem.Error }, ApiJson.Options, contentType: null, CancellationToken.None);
    }

    private static RequestException From(Exception exception, ILogger logger)
    {
        switch (exception)
        {
            case RequestException problem:
                return problem;
            case BadHttpRequestException { StatusCode: var status }:
                return From(status);
            case StorageException or DbException { IsTransient: true } or ProviderUnavailableException or OrleansException or TimeoutException:
                LogUnavailable(logger, exception);
                return Unavailable();
            default:
                LogFault(logger, exception, Activity.Current?.TraceId.ToString() ?? "");
                return Internal();
        }
    }

    private static RequestException From(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => RequestException.Of(status, Codes.Unauthorized, "Authentication required"),
        StatusCodes.Status404NotFound => RequestException.NotFound(),
        StatusCodes.Status405MethodNotAllowed => RequestException.Of(status, Codes.MethodNotAllowed, "This path does not know that method."),
        StatusCodes.Status413PayloadTooLarge => RequestException.Of(status, Codes.PayloadTooLarge, "The body is larger than this path accepts."),
        StatusCodes.Status415UnsupportedMediaType => RequestException.Of(status, Codes.UnsupportedMediaType, "Send application/json."),
        >= 500 => Internal(),
        _ => new RequestException(status, new ApiError { Code = Codes.ValidationError, Message = "The request is not readable." }),
    };

    private static RequestException Unavailable() =>
        new(StatusCodes.Status503ServiceUnavailable, new ApiError { Code = Codes.Unavailable, Message = "The server cannot do this now; try again." }, TimeSpan.FromSeconds(2));

    private static RequestException Internal() => new(StatusCodes.Status500InternalServerError, new ApiError
    {
        Code = Codes.InternalError,
        Message = $"Something went wrong on our side. Trace id: {Activity.Current?.TraceId.ToString() ?? "none"}",
    });

    [LoggerMessage(Level = LogLevel.Warning, Message = "A request could not be served now")]
    private static partial void LogUnavailable(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "A request failed, trace {TraceId}")]
    private static partial void LogFault(ILogger logger, Exception exception, string traceId);
}
