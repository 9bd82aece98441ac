<?xml version="1.0" encoding="UTF-8"?>
<!-- The job of the benchmark in XSLT 1.0, for xsltproc. The input is an index that names the documents:
       <index out="FOLDER"><framework id="" href=""/>... <mapping source="" target="" href=""/>...</index> -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:cw="urn:crosswalk:1"
                xmlns:exsl="http://exslt.org/common" extension-element-prefixes="exsl" exclude-result-prefixes="cw exsl">
  <xsl:output method="text"/>
  <xsl:key name="named" match="cw:control | cw:group" use="@id"/>
  <xsl:key name="first-source" match="cw:map" use="@source | cw:source[1]/@ref"/>
  <xsl:key name="first-target" match="cw:map" use="@target | cw:target[1]/@ref"/>
  <xsl:key name="source" match="cw:map[@relation != 'no-relationship']" use="@source"/>
  <xsl:key name="target" match="cw:map[@relation != 'no-relationship']" use="@target"/>
  <xsl:key name="found" match="t" use="@id"/>
  <xsl:key name="ordered" match="o" use="@id"/>
  <xsl:variable name="index" select="/index"/>

  <xsl:template match="/">
    <xsl:apply-templates select="index/mapping"/>
  </xsl:template>

  <xsl:template match="mapping">
    <xsl:variable name="source" select="@source"/>
    <xsl:variable name="target" select="@target"/>
    <xsl:variable name="stem" select="concat($index/@out, '/', $source, '--', $target)"/>
    <xsl:variable name="left" select="document($index/framework[@id = $source]/@href)"/>
    <xsl:variable name="right" select="document($index/framework[@id = $target]/@href)"/>
    <xsl:variable name="there" select="document(@href)"/>
    <xsl:variable name="back" select="document($index/mapping[@source = $target and @target = $source]/@href)"/>
    <xsl:variable name="coverage">
      <xsl:call-template name="coverage">
        <xsl:with-param name="framework" select="$left"/>
        <xsl:with-param name="other" select="$right"/>
        <xsl:with-param name="there" select="$there"/>
        <xsl:with-param name="back" select="$back"/>
      </xsl:call-template>
      <xsl:call-template name="coverage">
        <xsl:with-param name="framework" select="$right"/>
        <xsl:with-param name="other" select="$left"/>
        <xsl:with-param name="there" select="$back"/>
        <xsl:with-param name="back" select="$there"/>
      </xsl:call-template>
    </xsl:variable>
    <xsl:variable name="rows">
      <xsl:for-each select="$left//cw:control | $left//cw:group">
        <xsl:variable name="id" select="@id"/>
        <xsl:for-each select="$there"><xsl:apply-templates select="key('first-source', $id)" mode="row">
          <xsl:with-param name="left" select="$left"/>
          <xsl:with-param name="right" select="$right"/>
        </xsl:apply-templates></xsl:for-each>
        <xsl:for-each select="$back"><xsl:apply-templates select="key('first-target', $id)" mode="row-back">
          <xsl:with-param name="left" select="$left"/>
          <xsl:with-param name="right" select="$right"/>
        </xsl:apply-templates></xsl:for-each>
      </xsl:for-each>
      <xsl:for-each select="exsl:node-set($coverage)/c[@framework = $source and @coverage = 'none']">
        <r><v><xsl:value-of select="@id"/></v><v><xsl:value-of select="@title"/></v><v/><v/><v/><v>gap</v><v/><v/><v/><v/></r>
      </xsl:for-each>
    </xsl:variable>
    <exsl:document href="{$stem}.csv" method="text" encoding="UTF-8">
      <xsl:text>source_id,source_title,relation,target_id,target_title,basis,strength,confidence,mapping,remarks&#10;</xsl:text>
      <xsl:for-each select="exsl:node-set($rows)/r">
        <xsl:for-each select="v">
          <xsl:if test="position() > 1">,</xsl:if>
          <xsl:call-template name="cell"/>
        </xsl:for-each>
        <xsl:text>&#10;</xsl:text>
      </xsl:for-each>
    </exsl:document>
    <exsl:document href="{$stem}.gaps.csv" method="text" encoding="UTF-8">
      <xsl:text>framework,id,title,coverage,by,candidates&#10;</xsl:text>
      <xsl:for-each select="exsl:node-set($coverage)/c">
        <xsl:for-each select="@framework | @id | @title | @coverage | @by | @candidates">
          <xsl:if test="position() > 1">,</xsl:if>
          <xsl:call-template name="cell"/>
        </xsl:for-each>
        <xsl:text>&#10;</xsl:text>
      </xsl:for-each>
    </exsl:document>
    <exsl:document href="{$stem}.html" method="html" encoding="UTF-8">
      <html>
        <head><title><xsl:value-of select="concat($source, '--', $target)"/></title></head>
        <body>
          <table>
            <xsl:for-each select="exsl:node-set($rows)/r">
              <tr><xsl:for-each select="v"><td><xsl:value-of select="."/></td></xsl:for-each></tr>
            </xsl:for-each>
          </table>
        </body>
      </html>
    </exsl:document>
  </xsl:template>

  <!-- One cell of a CSV file. -->
  <xsl:template name="cell">
    <xsl:choose>
      <xsl:when test="contains(., '&quot;')">
        <xsl:text>"</xsl:text>
        <xsl:call-template name="doubled"><xsl:with-param name="text" select="string(.)"/></xsl:call-template>
        <xsl:text>"</xsl:text>
      </xsl:when>
      <xsl:when test="contains(., ',')"><xsl:value-of select="concat('&quot;', ., '&quot;')"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="doubled">
    <xsl:param name="text"/>
    <xsl:choose>
      <xsl:when test="contains($text, '&quot;')">
        <xsl:value-of select="concat(substring-before($text, '&quot;'), '&quot;&quot;')"/>
        <xsl:call-template name="doubled">
          <xsl:with-param name="text" select="substring-after($text, '&quot;')"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="$text"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A declared fact, read from left to right. -->
  <xsl:template match="cw:map" mode="row">
    <xsl:param name="left"/>
    <xsl:param name="right"/>
    <xsl:variable name="x" select="@source | cw:source/@ref"/>
    <xsl:variable name="y" select="@target | cw:target/@ref"/>
    <xsl:call-template name="row">
      <xsl:with-param name="left" select="$left"/>
      <xsl:with-param name="right" select="$right"/>
      <xsl:with-param name="x" select="$x"/>
      <xsl:with-param name="y" select="$y"/>
      <xsl:with-param name="relation" select="@relation"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="cw:map" mode="row-back">
    <xsl:param name="left"/>
    <xsl:param name="right"/>
    <xsl:call-template name="row">
      <xsl:with-param name="left" select="$left"/>
      <xsl:with-param name="right" select="$right"/>
      <xsl:with-param name="x" select="@target | cw:target/@ref"/>
      <xsl:with-param name="y" select="@source | cw:source/@ref"/>
      <xsl:with-param name="relation">
        <xsl:choose>
          <xsl:when test="@relation = 'subset-of'">superset-of</xsl:when>
          <xsl:when test="@relation = 'superset-of'">subset-of</xsl:when>
          <xsl:otherwise><xsl:value-of select="@relation"/></xsl:otherwise>
        </xsl:choose>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="row">
    <xsl:param name="left"/>
    <xsl:param name="right"/>
    <xsl:param name="x"/>
    <xsl:param name="y"/>
    <xsl:param name="relation"/>
    <xsl:variable name="source-titles">
      <xsl:call-template name="titles">
        <xsl:with-param name="framework" select="$left"/>
        <xsl:with-param name="ids" select="$x"/>
      </xsl:call-template>
    </xsl:variable>
    <xsl:variable name="target-titles">
      <xsl:call-template name="titles">
        <xsl:with-param name="framework" select="$right"/>
        <xsl:with-param name="ids" select="$y"/>
      </xsl:call-template>
    </xsl:variable>
    <!-- Every reference resolves, or the map is left out. -->
    <xsl:if test="not(contains($source-titles, '&#10;') or contains($target-titles, '&#10;'))">
      <r>
        <v><xsl:for-each select="$x"><xsl:if test="position() > 1">+</xsl:if><xsl:value-of select="."/></xsl:for-each></v>
        <v><xsl:value-of select="$source-titles"/></v>
        <v><xsl:value-of select="$relation"/></v>
        <v><xsl:for-each select="$y"><xsl:if test="position() > 1">+</xsl:if><xsl:value-of select="."/></xsl:for-each></v>
        <v><xsl:value-of select="$target-titles"/></v>
        <v>declared</v>
        <v><xsl:value-of select="@strength"/></v>
        <v/>
        <v><xsl:value-of select="../@id"/></v>
        <v><xsl:value-of select="cw:remarks"/></v>
      </r>
    </xsl:if>
  </xsl:template>

  <!-- The titles of what is named; a line end for a name that the framework does not have. -->
  <xsl:template name="titles">
    <xsl:param name="framework"/>
    <xsl:param name="ids"/>
    <xsl:for-each select="$ids">
      <xsl:variable name="id" select="."/>
      <xsl:if test="position() > 1">; </xsl:if>
      <xsl:for-each select="$framework">
        <xsl:choose>
          <xsl:when test="key('named', $id)"><xsl:value-of select="key('named', $id)/@title"/></xsl:when>
          <xsl:otherwise><xsl:text>&#10;</xsl:text></xsl:otherwise>
        </xsl:choose>
      </xsl:for-each>
    </xsl:for-each>
  </xsl:template>

  <!-- How far each control is covered by the other framework. -->
  <xsl:template name="coverage">
    <xsl:param name="framework"/>
    <xsl:param name="other"/>
    <xsl:param name="there"/>
    <xsl:param name="back"/>
    <xsl:variable name="name" select="$framework/cw:framework/@id"/>
    <xsl:variable name="other-name" select="$other/cw:framework/@id"/>
    <xsl:variable name="order">
      <xsl:for-each select="$other//cw:control | $other//cw:group"><o id="{@id}" n="{position()}" counted="{boolean(self::cw:control)}"/></xsl:for-each>
    </xsl:variable>
    <xsl:variable name="ways">
      <xsl:call-template name="ways">
        <xsl:with-param name="name" select="$name"/>
        <xsl:with-param name="other-name" select="$other-name"/>
      </xsl:call-template>
    </xsl:variable>
    <xsl:for-each select="$framework//cw:control">
      <xsl:variable name="id" select="@id"/>
      <xsl:variable name="direct">
        <xsl:for-each select="$there"><xsl:for-each select="key('source', $id)"><t id="{@target}" full="{@relation = 'equal-to' or @relation = 'subset-of'}"/></xsl:for-each></xsl:for-each>
        <xsl:for-each select="$back"><xsl:for-each select="key('target', $id)"><t id="{@source}" full="{@relation = 'equal-to' or @relation = 'superset-of'}"/></xsl:for-each></xsl:for-each>
      </xsl:variable>
      <xsl:variable name="covered">
        <xsl:choose>
          <xsl:when test="exsl:node-set($direct)/t[@full = 'true']">full</xsl:when>
          <xsl:when test="exsl:node-set($direct)/t">partial</xsl:when>
          <xsl:otherwise>none</xsl:otherwise>
        </xsl:choose>
      </xsl:variable>
      <c framework="{$name}" id="{$id}" title="{@title}" coverage="{$covered}">
        <xsl:attribute name="by">
          <xsl:call-template name="ranked">
            <xsl:with-param name="list" select="exsl:node-set($direct)/t"/>
            <xsl:with-param name="order" select="exsl:node-set($order)"/>
            <xsl:with-param name="most" select="1000000"/>
            <xsl:with-param name="by-count" select="0"/>
          </xsl:call-template>
        </xsl:attribute>
        <xsl:attribute name="candidates">
          <xsl:if test="$covered != 'full'">
            <xsl:variable name="steps">
              <xsl:call-template name="two-steps">
                <xsl:with-param name="id" select="$id"/>
                <xsl:with-param name="ways" select="exsl:node-set($ways)/way"/>
              </xsl:call-template>
            </xsl:variable>
            <xsl:variable name="open">
              <xsl:for-each select="exsl:node-set($steps)/t">
                <xsl:variable name="found" select="@id"/>
                <xsl:if test="not(exsl:node-set($direct)/t[@id = $found])"><t id="{@id}"/></xsl:if>
              </xsl:for-each>
            </xsl:variable>
            <xsl:call-template name="ranked">
              <xsl:with-param name="list" select="exsl:node-set($open)/t"/>
              <xsl:with-param name="order" select="exsl:node-set($order)"/>
              <xsl:with-param name="most" select="10"/>
              <xsl:with-param name="by-count" select="1"/>
            </xsl:call-template>
          </xsl:if>
        </xsl:attribute>
      </c>
    </xsl:for-each>
  </xsl:template>

  <!-- Each id once; those found most often first, or in the order of the framework. -->
  <xsl:template name="ranked">
    <xsl:param name="list"/>
    <xsl:param name="order"/>
    <xsl:param name="most"/>
    <xsl:param name="by-count"/>
    <xsl:variable name="once">
      <xsl:for-each select="$list">
        <xsl:if test="generate-id() = generate-id(key('found', @id)[1])">
          <xsl:variable name="id" select="@id"/>
          <xsl:variable name="count" select="count(key('found', @id))"/>
          <xsl:for-each select="$order">
            <xsl:if test="not($by-count) or key('ordered', $id)/@counted = 'true'">
              <t id="{$id}" count="{$count * $by-count}" n="{key('ordered', $id)/@n}"/>
            </xsl:if>
          </xsl:for-each>
        </xsl:if>
      </xsl:for-each>
    </xsl:variable>
    <xsl:for-each select="exsl:node-set($once)/t">
      <xsl:sort select="@count" data-type="number" order="descending"/>
      <xsl:sort select="@n" data-type="number"/>
      <xsl:if test="position() &lt;= $most">
        <xsl:if test="position() > 1"><xsl:text> </xsl:text></xsl:if>
        <xsl:value-of select="@id"/>
      </xsl:if>
    </xsl:for-each>
  </xsl:template>

  <!-- The ways that lead from one framework to another in two steps: worked out once for a table. -->
  <xsl:template name="ways">
    <xsl:param name="name"/>
    <xsl:param name="other-name"/>
    <xsl:for-each select="$index/mapping[(@source = $name and @target != $other-name) or (@target = $name and @source != $other-name)]">
      <xsl:variable name="forward" select="@source = $name"/>
      <xsl:variable name="third" select="@source[not($forward)] | @target[$forward]"/>
      <xsl:variable name="onward" select="$index/mapping[@source = $third and @target = $other-name]/@href"/>
      <xsl:variable name="backward" select="$index/mapping[@target = $third and @source = $other-name]/@href"/>
      <xsl:if test="$onward or $backward">
        <way href="{@href}" forward="{$forward}" onward="{$onward}" backward="{$backward}"/>
      </xsl:if>
    </xsl:for-each>
  </xsl:template>

  <!-- What two steps through a third framework reach. -->
  <xsl:template name="two-steps">
    <xsl:param name="id"/>
    <xsl:param name="ways"/>
    <xsl:for-each select="$ways">
      <xsl:variable name="way" select="."/>
      <xsl:for-each select="document($way/@href)">
        <xsl:for-each select="key('source', $id)[$way/@forward = 'true']/@target | key('target', $id)[$way/@forward = 'false']/@source">
          <xsl:variable name="middle" select="string(.)"/>
          <xsl:if test="$way/@onward != ''">
            <xsl:for-each select="document($way/@onward)"><xsl:for-each select="key('source', $middle)"><t id="{@target}"/></xsl:for-each></xsl:for-each>
          </xsl:if>
          <xsl:if test="$way/@backward != ''">
            <xsl:for-each select="document($way/@backward)"><xsl:for-each select="key('target', $middle)"><t id="{@source}"/></xsl:for-each></xsl:for-each>
          </xsl:if>
        </xsl:for-each>
      </xsl:for-each>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
