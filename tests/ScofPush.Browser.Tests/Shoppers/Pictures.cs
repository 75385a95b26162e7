using System.Buffers.Binary;
using Microsoft.Playwright;
using ScofPush.Browser.Tests.Stage;

namespace ScofPush.Browser.Tests.Shoppers;

/// <summary>Pictures of pages, in artifacts/screenshots at the root of the repository.</summary>
internal static class Pictures
{
    private static readonly string Folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "screenshots")).FullName;

    private static readonly (string Name, int Width, int Height)[] Windows = [("phone", 390, 844), ("desktop", 1280, 800)];

    private static readonly byte[] PngSignature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The page in both windows, light and dark.</summary>
    public static async Task TakeAllAsync(Shopper shopper, string name)
    {
        await TakeAsync(shopper, name, ColorScheme.Light);
        await TakeAsync(shopper, name, ColorScheme.Dark);
    }

    public static async Task TakeAsync(Shopper shopper, string name, ColorScheme scheme)
    {
        foreach (var (window, width, height) in Windows)
        {
            await TakeAsync(shopper, $"{name}-{window}-{(scheme == ColorScheme.Dark ? "dark" : "light")}", width, height, scheme);
        }

        await shopper.AssertAccessibleAsync();
    }

    public static async Task TakeAsync(Shopper shopper, string name, int width, int height, ColorScheme scheme)
    {
        await shopper.Page.SetViewportSizeAsync(width, height);
        await shopper.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
        await shopper.AssertFitsAsync();
        var path = Path.Combine(Folder, name + ".png");
        var picture = await shopper.Page.ScreenshotAsync(new() { Path = path, FullPage = true });

        Assert.Equal(PngSignature, picture[..PngSignature.Length]);
        Assert.Equal(width, BinaryPrimitives.ReadInt32BigEndian(picture.AsSpan(16)));
        Assert.InRange(BinaryPrimitives.ReadInt32BigEndian(picture.AsSpan(20)), height, 4 * height);
        Assert.True(picture.Length > 5_000, $"{path} shows nothing: {picture.Length} bytes.");
    }
}
