namespace ScofPush.AspNetCore.Pages;

/// <summary>What every ScofPush page knows. A host view at the same path gets the same model .</summary>
public abstract class PushPageViewModel
{
    /// <summary>The shop's name as the shopper knows it.</summary>
    public string ShopName { get; internal set; } = "";

    /// <summary>Path of the packaged stylesheet, with the path base.</summary>
    public string StylesheetPath { get; internal set; } = "";

    /// <summary>Path of the shop's front page, with the path base.</summary>
    public string ShopPath { get; internal set; } = "";

    /// <summary>
    /// Where "continue shopping" leads: the page of the shop that the push was opened on, without the push, or <see cref="ShopPath"/>.
    /// </summary>
    public string ContinuePath { get; internal set; } = "";
}
