using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace ScofPush.Benchmarks.Accepting;

/// <summary>A card network that approves at once, in a process of its own: what it costs is nobody's cost here.</summary>
internal sealed class CardServer : IDisposable
{
    public const string Argument = "--card-server";

    private static readonly byte[] Answer =
        """
        {"maskedCard":{"srcDigitalCardId":"7f9b1f0e-5f0b-4f4c-9a56-3f6f0a1d2c3b","panBin":"520473","panLastFour":"4242","tokenUniqueReference":"DM4MMC0000132193fc51c8e2f1f64f6d8e3b7a",
        "tokenLastFour":"7719","panExpirationMonth":"09","panExpirationYear":"2031","digitalCardData":{"status":"ACTIVE","descriptorName":"Nordlicht Gold","issuerName":"Nordlicht Bank",
        "artUri":"https://assets.mastercard.com/card-art/combined/c5f2.png","foregroundColor":"0f0f0f","pendingEvents":null,"authenticationMethods":[]},"paymentCardDescriptor":"mastercard",
        "paymentCardType":"CREDIT","paymentAccountReference":"500181D9S7S7G1VVNN2DP4N4R2J3K","dateOfCardCreated":"2026-05-04T03:02:01.987Z"},
        "maskedConsumer":{"maskedConsumerIdentity":{"identityType":"EXTERNAL_ACCOUNT_ID","maskedIdentityValue":"SYSTEM_GENERATED_1"},"status":"ACTIVE"}}
        """u8.ToArray();

    private readonly Process _process;

    private CardServer(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    public static async Task<CardServer> StartAsync()
    {
        var process = Process.Start(new ProcessStartInfo(
            Path.Combine(AppContext.BaseDirectory, "ScofPush.Benchmarks" + (OperatingSystem.IsWindows() ? ".exe" : "")), [Argument])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var line = await process.StandardOutput.ReadLineAsync();
        return Uri.TryCreate(line, UriKind.Absolute, out var address)
            ? new CardServer(process, address)
            : throw new InvalidOperationException($"The card server did not start: {line}");
    }

    /// <summary>What the process does.</summary>
    public static async Task RunAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(AnswerAsync);
        await app.StartAsync();
        Console.WriteLine(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());
        while (await Console.In.ReadLineAsync() is not null)
        {
            // Until whoever started it has ended.
        }

        await app.StopAsync();
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        await context.Request.Body.CopyToAsync(Stream.Null);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = Answer.Length;
        await context.Response.Body.WriteAsync(Answer);
    }
}
