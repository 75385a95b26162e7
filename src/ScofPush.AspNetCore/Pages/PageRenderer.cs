using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ScofPush.AspNetCore.Diagnostics;

namespace ScofPush.AspNetCore.Pages;

/// <summary>
/// Renders a packaged view, or the host's at the same path, without an endpoint, a controller or TempData. Rendering is buffered, so
/// that a view that fails leaves a page of ours and not half of its own.
/// </summary>
internal sealed class PageRenderer(
    IRazorViewEngine views,
    IModelMetadataProvider metadata,
    IOptions<MvcViewOptions> mvc,
    ITempDataDictionaryFactory tempData,
    PagesOptions options,
    IHostEnvironment environment,
    ILogger<PageRenderer> logger)
{
    private const string Folder = "/Areas/ScofPush/Views/Push/";

    private readonly string _art = string.Join(' ', options.CardArtHosts);

    public string ShopName { get; } = options.ShopName ?? environment.ApplicationName;

    /// <summary>Writes a page.</summary>
    /// <param name="context">The request.</param>
    /// <param name="view">The view's name.</param>
    /// <param name="model">Its model.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="formTarget">Where a form of the page may lead beyond this site: Chromium holds redirects to form-action (design 6).</param>
    public async Task WriteAsync<TModel>(HttpContext context, string view, TModel model, int status, string? formTarget = null)
        where TModel : PushPageViewModel
    {
        var pathBase = context.Request.PathBase;
        model.ShopName = ShopName;
        model.StylesheetPath = OwnPath.For(context, Stylesheet.FileName);
        model.ShopPath = pathBase.Add(options.ShopPath).ToUriComponent();
        model.ContinuePath = model.ContinuePath is "" ? model.ShopPath : model.ContinuePath;

        string html;
        try
        {
            html = await RenderAsync(context, Folder + view + ".cshtml", model);
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            PagesLog.RenderingFailed(logger, ScofPushCodes.RenderingFailed, view, exception);
            html = LastResort;
            status = StatusCodes.Status503ServiceUnavailable;
        }

        PageHeaders.Set(context.Response, _art, formTarget);
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        var bytes = Encoding.UTF8.GetBytes(html);
        context.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        }
    }

    /// <summary>Writes a problem page.</summary>
    /// <param name="context">The request.</param>
    /// <param name="code">The SP code.</param>
    /// <param name="page">The page of the host to go on with; <see langword="null"/> for the front page.</param>
    /// <param name="bankUrl">The way back to the bank; only a trusted one.</param>
    /// <param name="bankHost">Its host.</param>
    public Task WriteProblemAsync(HttpContext context, string code, string? page = null, string? bankUrl = null, string? bankHost = null)
    {
        var text = ProblemTexts.For(code);
        PagesLog.ProblemShown(logger, code, text.Title);
        var model = new ProblemViewModel
        {
            Code = code,
            Title = text.Title,
            Message = text.Message,
            BankUrl = bankUrl,
            BankHost = bankHost,
            ContinuePath = page ?? "",
        };
        return WriteAsync(context, "Problem", model, text.Status);
    }

    private const string LastResort = $"""
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>Something went wrong</title></head>
        <body><main><h1>Something went wrong</h1>
        <p>The fault is on our side. Please go back to your bank's app or website and try again in a few minutes.</p>
        <p>{ScofPushCodes.RenderingFailed}</p></main></body></html>
        """;

    private async Task<string> RenderAsync<TModel>(HttpContext context, string path, TModel model)
    {
        var view = views.GetView(executingFilePath: null, path, isMainPage: true).View
            ?? throw new InvalidOperationException($"The view {path} is missing.");
        var action = new ActionContext(context, context.GetRouteData(), new ActionDescriptor());
        var data = new ViewDataDictionary<TModel>(metadata, action.ModelState) { Model = model };
        using (view as IDisposable)
        {
            using var writer = new StringWriter();
            await view.RenderAsync(new ViewContext(action, view, data, tempData.GetTempData(context), writer, mvc.Value.HtmlHelperOptions));
            return writer.ToString();
        }
    }
}
