/* Every mistake against the form of the documents: its exact place, its words, what it costs, and that the XML schema
 * draws the same line. */
#define _POSIX_C_SOURCE 200809L
#include "loading.h"

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

/* Findings are "line:column name", as in loading.h. A document is judged by the schema too, which must agree. */
struct rule {
  const char *text;
  const char *findings;
  bool schema_silent; /* XML Schema 1.0 cannot say it (see the schema's own words) */
};

static const struct rule good[] = {
    {FRAMEWORK(""), "", false},
    {MAPPING(""), "", false},
    {SUPPLEMENT(""), "", false},
    {WORKSPACE(""), "", false},
    {"<c:framework xmlns:c='urn:crosswalk:1' id='f' title='F'><c:control id='1' title='t'/></c:framework>", "", false},
    {"<framework " NS
     " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='urn:crosswalk:1 c.xsd' "
     "id='f' title='F'/>",
     "", false},
    {FRAMEWORK("<group id='1' title='t' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' "
               "xsi:schemaLocation='a b' xsi:noNamespaceSchemaLocation='c'/>"),
     "", false},
    {"<framework " NS " id='0._-' title='F' open='false' control-id=' ' published='2024-02-29'/>", "", false},
    {"<framework " NS " id='f' title='F' open='true' control-id='.*' published='0001'/>", "", false},
    {FRAMEWORK("<group id='1' title='t'><guidance/><attr name='a' value='b'/><statement/><control id='2' "
               "title='t'/></group>"),
     "", false},
    {FRAMEWORK("<control id='1' title='t' status='active' counted='yes' exhaustive='false'><statement/><guidance/>"
               "<replaced-by ref='2'/></control>"),
     "", false},
    {FRAMEWORK("<control id='1' title='t'/><rights/><link rel='a' href='b'/><attribute name='a'/>"), "", false},
    {FRAMEWORK("<control id='&#xE9;(1)/\"&#x4E2D;' title='t'/>"), "", false},
    {FRAMEWORK("<control id='1' title='t'><attr name='n' value=' a\n b '/></control>"), "", false},
    {MAPPING("<map source='1' target='2' relation='supports' strength='07' confidence='100'/>"), "", false},
    {MAPPING("<map source='1' relation='supports'><target ref='2'/><remarks/><target ref='3'/></map>"), "", false},
    {MAPPING("<map-pattern source='a b' target='$1' relation='equal-to' missing='error'/>"), "", false},
    {WORKSPACE(
         "<accept finding='gap'>x</accept><accept finding='reference.unknown-control'>x</accept><use href=' a b'/>"),
     "", false},
    {"<workspace " NS " language='x-klingon'/>", "", false},
    {FRAMEWORK(
         "<group id='1' title='t' selectable='true' label='Chapter I'><control id='2' title='t' label='Art. 2 (1)' "
         "part='no' counted='no'/></group>"),
     "", false},
    {MAPPING("<map source='Art. 2 (1)' target='2' relation='equal-to' source-title='a' target-title=' b ' title='c' "
             "method='human' rationale='semantic'/><no-counterpart target='a b'/>"),
     "", false},
    {MAPPING("<map relation='equal-to'><source ref='a b' title='t'/><target ref='2' title='t'/></map>"), "", false},
    {"<mapping " NS " id='m' source='a' target='b' via=' c d '/>", "", false},
    {"<workspace " NS " bundled='yes' date='2026-10' version='1' contact='c' warnings=' no-gap error=lint\n "
     "no-error=reference.id-pattern' fail-on='gap.source=20% warning lint.not-leaf=3' show='owner f:owner'/>",
     "", false},
    {WORKSPACE("<crosswalk source='a' held='b c'/><soa assessment='a'/><risks assessment='a'/><bid assessments='a b'/>"
               "<align target='t' assessments='a'> </align>"),
     "", false},
    {WORKSPACE("<accept finding='gap' control=' a b '>x</accept>"), "", false},
    {WORKSPACE("<matrix source='a' targets=' b\n c '/><matrix source='a' targets='b b a' title='t'/>"), "", false},
    {"<workspace " NS " organisation=' A ' accent='#0aF9bC'/>", "", false},
    {WORKSPACE("<use ref='a'/><note>x\n\ny</note><use ref='b'/><logo href='../a b.png'/><use ref='c'/>"), "", false},
    {WORKSPACE("<logo href='a'/><use ref='a'/><note>&lt;</note>"), "", false},
    {ASSESSMENT(""), "", false},
    {ASSESSMENT(
         "<control ref='1' applicable='no' justification='x' status='not-implemented'/><scope>s</scope>"
         "<risk id='R' title='t' likelihood='10' impact='1' treatment='share' owner='o'><treated-by control='1'/>"
         "</risk><control ref='2' reviewed='2026-09'><evidence href='e' title='t' collected='2026'/></control>"),
     "", false},
    {"<assessment " NS
     " id='a' framework='f' version='5' approved-by='x' approved='2026' supersedes='b' kind='internal-audit'"
     " within='b c' accept-below='8'><certificate standard='s' body='b' accreditation='c' number='1' issued='2026'"
     " expires='2029-01' soa-version='5' level='plus' scope='x'/></assessment>",
     "", false},
    {ASSESSMENT(
         "<own-control id='X' title='t' status='planned' due='2027-01' because='law  contract'><evidence href='e'"
         " kind='test' expires='2027' share='on-request'/><how>so</how><evidence href='e'/></own-control>"),
     "", false},
    {ASSESSMENT("<risk id='R' title='t' residual-likelihood='1' residual-impact='2' accepted-by='o' accepted='2026'"
                " review='2027'><action title='a' owner='o' due='2026' state='open'/><remarks>r</remarks>"
                "<treated-by control='1' framework='g'/></risk>"),
     "", false},
    {WORKSPACE("<use ref='a'>\n</use><crosswalk source='a' target='b'> </crosswalk><logo href='a'>\t</logo>"), "",
     false},
    {MAPPING("<map relation='equal-to'><source ref='1'>\n</source><target ref='2'><!-- c --></target></map>"), "",
     false},
    {SUPPLEMENT(
         "<control ref='1'><attr name='a' value='b'/><guidance/><attr name='a' value='c'/><statement/></control>"),
     "", false},
};

static const struct rule unknown[] = {
    {"<framwork " NS "/>", "1:1 schema.unknown-element", false},
    {"<assesment " NS "/>", "1:1 schema.unknown-element", false},
    {ASSESSMENT("<scope/><control ref='1'/><scope/>"), "2:27 schema.unknown-element", false},
    {ASSESSMENT("<control id='1' title='t'/>"),
     "2:1 schema.missing | 2:14 schema.unknown-attribute | 2:24 schema.unknown-attribute", false},
    {ASSESSMENT("<evidence href='h'/>"), "2:1 schema.unknown-element", false},
    {"<control " NS "/>", "1:1 schema.unknown-element", false},
    {"<framework id='f' title='F'><control/></framework>", "1:1 schema.unknown-element", false},
    {"<framework xmlns='urn:crosswalk:2' id='f' title='F'/>", "1:1 schema.unknown-element", false},
    {FRAMEWORK("<x><control/><y z='1'/></x>"), "2:1 schema.unknown-element", false},
    {FRAMEWORK("<map source='1' target='2' relation='equal-to'/>"), "2:1 schema.unknown-element", false},
    {FRAMEWORK("<x:control xmlns:x='urn:x' id='1' title='t'/>"), "2:1 schema.unknown-element", false},
    {FRAMEWORK("<control xmlns='' id='1' title='t'/>"), "2:1 schema.unknown-element", false},
    {FRAMEWORK("<framework id='g' title='t'/>"), "2:1 schema.unknown-element", false},
    {FRAMEWORK("<control id='1' title='t'><group id='2' title='t'/></control>"), "2:27 schema.unknown-element", false},
    {FRAMEWORK("<control id='1' title='t'><statement>a<b>c</b></statement></control>"), "2:39 schema.unknown-element",
     false},
    {FRAMEWORK("<link rel='a' href='b'><x/></link>"), "2:24 schema.unknown-element", false},
    {FRAMEWORK("<rights/><rights/>"), "2:10 schema.unknown-element", false},
    {FRAMEWORK("<control id='1' title='t'><statement/><guidance/><statement/></control>"),
     "2:50 schema.unknown-element", false},
    {FRAMEWORK("<statement/>"), "2:1 schema.unknown-element", false},
    {FRAMEWORK("<Control id='1' title='t'/>"), "2:1 schema.unknown-element", false},
    {MAPPING("<control id='1' title='t'/>"), "2:1 schema.unknown-element", false},
    {MAPPING("<source ref='1'/>"), "2:1 schema.unknown-element", false},
    {MAPPING("<rights/>"), "2:1 schema.unknown-element", false},
    {MAPPING("<map source='1' target='2' relation='equal-to'><remarks/><remarks/></map>"),
     "2:58 schema.unknown-element", false},
    {SUPPLEMENT("<group ref='1'/>"), "2:1 schema.unknown-element", false},
    {SUPPLEMENT("<control ref='1'><control ref='2'/></control>"), "2:18 schema.unknown-element", false},
    {WORKSPACE("<map/>"), "2:1 schema.unknown-element", false},
    {WORKSPACE("<logo href='a'/><use ref='a'/><logo href='b'/>"), "2:31 schema.unknown-element", false},
    {WORKSPACE("<note>a</note><note>b</note>"), "2:15 schema.unknown-element", false},
    {WORKSPACE("<note><p>a</p></note>"), "2:1 schema.missing | 2:7 schema.unknown-element", false},
    {WORKSPACE("<note lang='en'>a</note>"), "2:13 schema.unknown-attribute", false},
    {"<mapping " NS " id='m' source='a' target='b' accent='#000000'/>", "1:71 schema.unknown-attribute", false},
    {"<framework " NS " id='f' title='F' name='x'/>", "1:59 schema.unknown-attribute", false},
    {"<framework " NS " id='f' title='F' xml:lang='en'/>", "1:63 schema.unknown-attribute", false},
    {"<framework " NS " xmlns:x='urn:crosswalk:1' x:id='f' id='f' title='F'/>", "1:68 schema.unknown-attribute", false},
    {"<framework " NS " xmlns:x='urn:x' id='f' title='F' x:y=''/>", "1:73 schema.unknown-attribute", false},
    {FRAMEWORK("<group id='1' title='t' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:nil='0'/>"),
     "2:88 schema.unknown-attribute", false},
    {FRAMEWORK("<group id='1' title='t' Status='withdrawn'/>"), "2:33 schema.unknown-attribute", false},
    {FRAMEWORK("<control id='1' title='t'><statement lang='en'>x</statement></control>"),
     "2:44 schema.unknown-attribute", false},
    {FRAMEWORK("<control id='1' title='t' selectable='true'/>"), "2:39 schema.unknown-attribute", false},
    {MAPPING("<map source='1' target='2' relation='equal-to' status='draft'/>"), "2:56 schema.unknown-attribute",
     false},
    {MAPPING("<no-counterpart source='1' relation='equal-to'/>"), "2:38 schema.unknown-attribute", false},
    {"<mapping " NS " id='m' source='a' target='b' language='en'/>", "1:73 schema.unknown-attribute", false},
};

static const struct rule missing[] = {
    {"<framework " NS " title='F'/>", "1:1 schema.missing", false},
    {"<framework " NS " id='f'/>", "1:1 schema.missing", false},
    {"<framework " NS " id='f' title='F' open='true'/>", "1:1 schema.missing", true},
    {"<mapping " NS " id='m' source='a'/>", "1:1 schema.missing", false},
    {"<mapping " NS "/>", "1:1 schema.missing | 1:1 schema.missing | 1:1 schema.missing", false},
    {"<supplement " NS "/>", "1:1 schema.missing", false},
    {FRAMEWORK("<control title='t'/>"), "2:1 schema.missing", false},
    {FRAMEWORK("<control id='1'/>"), "2:1 schema.missing", false},
    {FRAMEWORK("<group id='1'/>"), "2:1 schema.missing", false},
    {FRAMEWORK("<link rel='a'/>"), "2:1 schema.missing", false},
    {FRAMEWORK("<attribute title='a'/>"), "2:1 schema.missing", false},
    {FRAMEWORK("<attribute name='a'><value/></attribute>"), "2:21 schema.missing", false},
    {FRAMEWORK("<control id='1' title='t'><attr name='a'/><attr value='b'/></control>"),
     "2:27 schema.missing | 2:43 schema.missing", false},
    {FRAMEWORK("<control id='1' title='t'><replaced-by/></control>"), "2:27 schema.missing", false},
    {MAPPING("<map source='1' target='2'/>"), "2:1 schema.missing", false},
    {MAPPING("<map target='2' relation='equal-to'/>"), "2:1 schema.missing", true},
    {MAPPING("<map source='1' relation='equal-to'><remarks/></map>"), "2:1 schema.missing", true},
    {MAPPING("<map relation='equal-to'><source/><target ref='1'/></map>"), "2:26 schema.missing", false},
    {MAPPING("<map-pattern source='1' relation='equal-to'/>"), "2:1 schema.missing", false},
    {MAPPING("<no-counterpart/>"), "2:1 schema.missing", true},
    {WORKSPACE("<use/>"), "2:1 schema.missing", true},
    {WORKSPACE("<crosswalk source='a'/>"), "2:1 schema.missing", true},
    {WORKSPACE("<soa/>"), "2:1 schema.missing", false},
    {WORKSPACE("<align target='a'/>"), "2:1 schema.missing", false},
    {WORKSPACE("<matrix source='a'/>"), "2:1 schema.missing", false},
    {WORKSPACE("<matrix targets='a'/>"), "2:1 schema.missing", false},
    {WORKSPACE("<accept>r</accept>"), "2:1 schema.missing", false},
    {WORKSPACE("<logo/>"), "2:1 schema.missing", false},
    {WORKSPACE("<note> \n\n </note>"), "2:1 schema.missing", false},
    {WORKSPACE("<accept finding='gap'> \n </accept>"), "2:1 schema.missing", false},
    {WORKSPACE("<accept finding='gap'/>"), "2:1 schema.missing", false},
    {SUPPLEMENT("<control title='t'/>"), "2:1 schema.missing", false},
    {"<assessment " NS " id='a'/>", "1:1 schema.missing", false},
    {ASSESSMENT("<control applicable='no'/>"), "2:1 schema.missing", false},
    {ASSESSMENT("<control ref='1'><evidence title='t'/></control>"), "2:18 schema.missing", false},
    {ASSESSMENT("<risk title='t'/><risk id='R'/>"), "2:1 schema.missing | 2:18 schema.missing", false},
    {ASSESSMENT("<risk id='R' title='t'><treated-by/></risk>"), "2:24 schema.missing", false},
};

static const struct rule bad[] = {
    {"<framework " NS " id='' title='F'/>", "1:39 schema.bad-value", false},
    {"<framework " NS " id='F' title='F'/>", "1:40 schema.bad-value", false},
    {"<framework " NS " id='-f' title='F'/>", "1:40 schema.bad-value", false},
    {"<framework " NS " id='f/../g' title='F'/>", "1:40 schema.bad-value", false},
    {"<framework " NS " id='f&#xE9;' title='F'/>", "1:40 schema.bad-value", false},
    {"<framework " NS " id='f ' title='F'/>", "1:40 schema.bad-value", false},
    {"<framework " NS " id='f' title=' '/>", "1:50 schema.bad-value", false},
    {"<framework " NS " id='f' title='F' publisher=''/>", "1:63 schema.bad-value", false},
    {"<framework " NS " id='f' title='F' control-id=''/>", "1:64 schema.bad-value", false},
    {"<framework " NS " id='f' title='F' open='yes'/>", "1:59 schema.bad-value", false},
    {"<framework " NS " id='f' title='F' open='1'/>", "1:59 schema.bad-value", false},
    {"<framework " NS " id='f' title='F' open='true' control-id=''/>", "1:76 schema.bad-value", false},
    {WORKSPACE("<matrix source='a' targets='  '/>"), "2:29 schema.bad-value", false},
    {WORKSPACE("<matrix source='a' targets='b C'/>"), "2:29 schema.bad-value", false},
    {WORKSPACE("<matrix source='a b' targets='c'/>"), "2:17 schema.bad-value", false},
#define DATE(value) \
  { "<framework " NS " id='f' title='F' published='" value "'/>", "1:64 schema.bad-value", false }
    DATE("2023-02-29"),
    DATE("1900-02-29"),
    DATE("2023-13"),
    DATE("2023-00"),
    DATE("2023-04-31"),
    DATE("2023-1-1"),
    DATE("0000"),
    DATE("23"),
    DATE("2023-01-01Z"),
    DATE("2023Z"),
    DATE("20230101"),
    DATE("2023-01-"),
    DATE("&#x662;&#x660;&#x662;&#x663;"),
    DATE("-2023"),
    DATE(" 2023"),
    DATE("2023-01 "),
    DATE("10000-02-29"),
    {ASSESSMENT("<control ref='1' status='complete'/>"), "2:26 schema.bad-value", false},
    {ASSESSMENT("<control ref='1' applicable='true'/>"), "2:30 schema.bad-value", false},
    {ASSESSMENT("<control ref='1'><evidence href='h' collected='soon'/></control>"), "2:48 schema.bad-value", false},
    {ASSESSMENT("<risk id='R' title='t' likelihood='0'/>"), "2:36 schema.bad-value", false},
    {ASSESSMENT("<risk id='R' title='t' impact='11'/>"), "2:32 schema.bad-value", false},
    {ASSESSMENT("<control ref='1' because='law  whim'/>"), "2:27 schema.bad-value", false},
    {ASSESSMENT("<control ref='1'><evidence href='h' share='maybe'/></control>"), "2:44 schema.bad-value", false},
    {ASSESSMENT("<risk id='R' title='t' treatment='accept'/>"), "2:35 schema.bad-value", false},
    {ASSESSMENT("<scope>a</scope>b"), "2:17 schema.bad-value", false},
#define LANGUAGE(value) \
  { "<framework " NS " id='f' title='F' language='" value "'/>", "1:63 schema.bad-value", false }
    LANGUAGE("en_GB"),
    LANGUAGE("e1"),
    LANGUAGE("en-"),
    LANGUAGE("-en"),
    LANGUAGE("abcdefghi"),
    LANGUAGE("en--GB"),
#define ID(value) \
  { FRAMEWORK("<control id='" value "' title='t'/>"), "2:14 schema.bad-value", false }
    ID("A 1"),
    ID(" A"),
    ID("A "),
    ID("A\t1"),
    ID("A&#9;1"),
    ID("A&#10;"),
    ID("A&#x7F;"),
    ID("A&#x85;"),
    ID("A&#xA0;1"),
    ID("A&#x200B;"),
    ID("&#xFEFF;A"),
    ID("A&#x202E;"),
    ID("A&#x2028;"),
    ID("A&#x3000;"),
    ID("A&#xAD;1"),
    {FRAMEWORK("<control id='' title='t'/>"), "2:13 schema.bad-value", false},
    {FRAMEWORK("<control id='1' title='t' status='Withdrawn'/>"), "2:35 schema.bad-value", false},
    {FRAMEWORK("<control id='1' title='t' counted='true'/>"), "2:36 schema.bad-value", false},
    {FRAMEWORK("<control id='1' title='t' exhaustive='no'/>"), "2:39 schema.bad-value", false},
    {FRAMEWORK("<control id='1' title='t'><attr name='a b' value='c'/></control>"), "2:39 schema.bad-value", false},
    {FRAMEWORK("<control id='1' title='t'><attr name='a' value=' '/></control>"), "2:49 schema.bad-value", false},
    {FRAMEWORK("<control id='1' title='t'><attr name='a' value='b&#xA0;c'/></control>"), "2:49 schema.bad-value",
     false},
    {FRAMEWORK("text"), "2:1 schema.bad-value", false},
    {FRAMEWORK("<control id='1' title='t'>\n  text &amp; more\n</control>"), "3:3 schema.bad-value", false},
    {FRAMEWORK("<link rel='a' href='b'><![CDATA[x]]></link>"), "2:33 schema.bad-value", false},
#define MAP(attributes) MAPPING("<map source='1' target='2' " attributes "/>")
    {MAP("relation='equal'"), "2:38 schema.bad-value", false},
    {MAP("relation='Equal-To'"), "2:38 schema.bad-value", false},
    {MAP("relation='equal-to '"), "2:38 schema.bad-value", false},
    {MAP("relation=''"), "2:37 schema.bad-value", false},
    {MAP("relation='equal-to' strength='0'"), "2:58 schema.bad-value", false},
    {MAP("relation='equal-to' strength='11'"), "2:58 schema.bad-value", false},
    {MAP("relation='equal-to' strength='1.5'"), "2:58 schema.bad-value", false},
    {MAP("relation='equal-to' strength='+1'"), "2:58 schema.bad-value", false},
    {MAP("relation='equal-to' strength='4294967297'"), "2:58 schema.bad-value", false},
    {MAP("relation='equal-to' strength='99999999999999999999999'"), "2:58 schema.bad-value", false},
    {MAP("relation='equal-to' confidence='101'"), "2:60 schema.bad-value", false},
    {MAP("relation='equal-to' confidence='80%'"), "2:60 schema.bad-value", false},
    {MAP("relation='equal-to' confidence='-1'"), "2:60 schema.bad-value", false},
    {MAP("relation='equal-to' rationale='none'"), "2:59 schema.bad-value", false},
    {MAP("relation='equal-to' method='machine'"), "2:56 schema.bad-value", false},
    {MAPPING("<map source='1  2' target='3' relation='equal-to'/>"), "2:14 schema.bad-value", false},
    {MAPPING("<map source=' 1' target='3' relation='equal-to'/>"), "2:14 schema.bad-value", false},
    {MAPPING("<map source='1&#xA0;2' target='3' relation='equal-to'/>"), "2:14 schema.bad-value", false},
    {MAPPING("<map source='1&#9;2' target='3' relation='equal-to'/>"), "2:14 schema.bad-value", false},
    {MAPPING("<map source='1' target='3' relation='equal-to' source-title=' '/>"), "2:62 schema.bad-value", false},
    {FRAMEWORK("<control id='1' title='t' label='a '/>"), "2:34 schema.bad-value", false},
    {FRAMEWORK("<control id='1' title='t' part='false'/>"), "2:33 schema.bad-value", false},
    {FRAMEWORK("<group id='1' title='t' selectable='yes'/>"), "2:37 schema.bad-value", false},
    {"<mapping " NS " id='m' source='a' target='b' via=''/>", "1:67 schema.bad-value", false},
    {"<workspace " NS " bundled='true'/>", "1:45 schema.bad-value", false},
    {"<workspace " NS " warnings='no-everything'/>", "1:46 schema.bad-value", true},
    {"<workspace " NS " warnings='no-gap, lint'/>", "1:46 schema.bad-value", false},
    {"<workspace " NS " fail-on='no-gap'/>", "1:45 schema.bad-value", false},
    {WORKSPACE("<crosswalk source='a' target='b' held='c'/>"), "2:40 schema.bad-value", true},
    {WORKSPACE("<bid assessments=' '/>"), "2:19 schema.bad-value", false},
    {MAPPING("<map source='1' target='2' relation='equal-to'><source ref='3'/></map>"), "2:14 schema.bad-value", true},
    {MAPPING("<map target='2' relation='equal-to'><source ref=' '/></map>"), "2:50 schema.bad-value", false},
    {MAPPING("<map-pattern source='' target='2' relation='equal-to'/>"), "2:21 schema.bad-value", false},
    {MAPPING("<map-pattern source='1' target='2' relation='equal-to' missing='no'/>"), "2:65 schema.bad-value", false},
    {MAPPING("<no-counterpart source='1' target='2'/>"), "2:36 schema.bad-value", true},
    {MAPPING("<no-counterpart source='1 '/>"), "2:25 schema.bad-value", false},
    {"<mapping " NS " id='m' source='a' target='B'/>", "1:60 schema.bad-value", false},
    {"<mapping " NS " id='m' source='a' target='b' status='final'/>", "1:71 schema.bad-value", false},
    {"<mapping " NS " id='m' source='a' target='b' authority='NIST'/>", "1:74 schema.bad-value", false},
    {"<mapping " NS " id='m' source='a' target='b' style='olir'/>", "1:70 schema.bad-value", false},
    {"<mapping " NS " id='m' source='a' target='b' overlap='yes'/>", "1:72 schema.bad-value", false},
    {"<mapping " NS " id='m' source='a' target='b' chain='false'/>", "1:70 schema.bad-value", false},
    {"<mapping " NS " id='m' source='a' target='b' examined='all'/>", "1:73 schema.bad-value", false},
    {WORKSPACE("<use href='a' ref='b'/>"), "2:20 schema.bad-value", true},
    {WORKSPACE("<use ref='B'/>"), "2:11 schema.bad-value", false},
    {WORKSPACE("<logo href=' '/>"), "2:13 schema.bad-value", false},
    {"<workspace " NS " organisation=''/>", "1:49 schema.bad-value", false},
    {"<workspace " NS " accent='0b5cab'/>", "1:44 schema.bad-value", false},
    {"<workspace " NS " accent='#0b5ca'/>", "1:44 schema.bad-value", false},
    {"<workspace " NS " accent='#0b5cag'/>", "1:44 schema.bad-value", false},
    {"<workspace " NS " accent='#0b5cab0'/>", "1:44 schema.bad-value", false},
    {WORKSPACE("<use href=' '/>"), "2:12 schema.bad-value", false},
    {WORKSPACE("<accept finding='gap.sources'>r</accept>"), "2:18 schema.bad-value", true},
    {WORKSPACE("<accept finding='*'>r</accept>"), "2:18 schema.bad-value", false},
    {WORKSPACE("<accept finding='gap' control=''>r</accept>"), "2:31 schema.bad-value", false},
};

static xmlSchemaPtr schema;

static void ignore_error(void *context, const char *message, ...) {
  (void)context;
  (void)message;
}

static bool schema_accepts(const char *text) {
  xmlDocPtr document =
      xmlReadMemory(text, (int)strlen(text), NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  ck_assert_msg(document != NULL, "not XML: %s", text);
  xmlSchemaValidCtxtPtr context = xmlSchemaNewValidCtxt(schema);
  ck_assert_ptr_nonnull(context);
  xmlSchemaSetValidErrors(context, ignore_error, ignore_error, NULL);
  int result = xmlSchemaValidateDoc(context, document);
  ck_assert_int_ge(result, 0);
  xmlSchemaFreeValidCtxt(context);
  xmlFreeDoc(document);
  return result == 0;
}

static bool load_schema(void) {
  xmlSchemaParserCtxtPtr context = xmlSchemaNewParserCtxt("compiler/schema/crosswalk.xsd");
  schema = context != NULL ? xmlSchemaParse(context) : NULL;
  xmlSchemaFreeParserCtxt(context);
  return schema != NULL;
}

/* All that disagrees is said at once. */
static void check_rules(const struct rule *rules, size_t count) {
  struct buf wrong;
  buf_init(&wrong, &arena);
  for (size_t i = 0; i < count; i++) {
    load_text(rules[i].text);
    if (strcmp(findings_text(), rules[i].findings) != 0) {
      buf_printf(&wrong, "%s\ngives %s, not %s\n%s\n", rules[i].text, findings_text(), rules[i].findings, messages());
    }
    bool accepted = *rules[i].findings == '\0' || rules[i].schema_silent;
    if (schema_accepts(rules[i].text) != accepted) {
      buf_printf(&wrong, "%s\nthe schema %s it\n\n", rules[i].text, accepted ? "refuses" : "accepts");
    }
  }
  ck_assert_msg(wrong.n == 0, "%.3000s", buf_done(&wrong).p); /* check cannot hold much more */
}
#define CHECK_RULES(rules) check_rules(rules, sizeof(rules) / sizeof *(rules))

START_TEST(good_documents_give_nothing) {
  CHECK_RULES(good);
}
END_TEST

START_TEST(what_is_unknown) {
  CHECK_RULES(unknown);
}
END_TEST

START_TEST(what_is_missing) {
  CHECK_RULES(missing);
}
END_TEST

START_TEST(what_is_a_bad_value) {
  CHECK_RULES(bad);
}
END_TEST

/* An id of `n` bytes. */
static const char *with_id(const char *before, uint32_t n, const char *after) {
  struct buf text;
  buf_init(&text, &arena);
  buf_text(&text, before);
  for (uint32_t i = 0; i < n; i++) {
    buf_char(&text, 'a');
  }
  buf_text(&text, after);
  return buf_done(&text).p;
}

START_TEST(ids_have_at_most_128_bytes) {
  static const char *const around[][3] = {
      {"<framework " NS " title='F' id='", "'/>", "1:50 schema.bad-value"},
      {FRAMEWORK("<control title='t' id='x"), NULL, "2:24 schema.bad-value"},
  };
  for (uint32_t n = 127; n < 131; n++) {
    const char *text = with_id(around[0][0], n, around[0][1]);
    load_text(text);
    ck_assert_str_eq(findings_text(), n <= 128 ? "" : around[0][2]);
    ck_assert_int_eq(schema_accepts(text), n <= 128);
    text = with_id("<framework " NS " title='F' id='f'>\n<control title='t' id='", n, "'/></framework>");
    load_text(text);
    ck_assert_str_eq(findings_text(), n <= 128 ? "" : around[1][2]);
    ck_assert_int_eq(schema_accepts(text), n <= 128);
  }
}
END_TEST

START_TEST(messages_help) {
  static const char *const said[][2] = {
      {"<framwork " NS "/>", "did you mean <framework>?"},
      {"<framwork " NS "/>", "<framework>, <mapping>, <supplement>, <workspace>, <assessment>"},
      {"<assessment " NS "/>", "<assessment> has no attribute framework"},
      {"<framework/>", "write xmlns=\"urn:crosswalk:1\" in the root element"},
      {"<framework xmlns='urn:crosswalk:2'/>", "\"urn:crosswalk:2\""},
      {MAPPING("<mpa/>"), "did you mean <map>?"},
      {MAPPING("<nocounterpart/>"), "did you mean <no-counterpart>?"},
      {MAPPING("<control/>"), "<control> cannot stand in <mapping>"},
      {MAPPING("<zebra/>"), "<zebra> is not known in <mapping>"},
      {MAPPING("<map/>"), "<map> has no attribute relation"},
      {MAPPING("<map relation='equal-to'/>"), "<source ref=\"\"/>"},
      {MAPPING("<map sorce='1'/>"), "did you mean source?"},
      {MAPPING("<map sorce='1'/>"), "<map> has: source, target, relation, rationale, strength, confidence, method"},
      {"<framework " NS " xml:lang='en'/>", "did you mean language?"},
      {MAP("relation='intersect'"), "did you mean \"intersects-with\"?"},
      {MAP("relation='intersect-with'"), "did you mean \"intersects-with\"?"},
      {MAP("relation='zzz'"), "write one of: equal-to, equivalent-to, subset-of"},
      {MAP("relation='equal-to' strength='x'"), "from 1 to 10"},
      {MAPPING("<map source='1  2' target='3' relation='equal-to'/>"), "two blanks stand beside each other"},
      {FRAMEWORK("<control id='A.5&#xA0;1' title='t'/>"), "character 4 of it is U+00A0"},
      {FRAMEWORK("<rights/><rights/>"), "the first one counts"},
      {WORKSPACE("<accept finding='gap.sorce'>r</accept>"), "did you mean \"gap.source\"?"},
      {WORKSPACE("<use/>"), "neither href (a file or folder) nor ref"},
  };
  for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
    load_text(said[i][0]);
    expect_message(said[i][1]);
  }
  load_text(MAPPING("<zebra/>"));
  ck_assert_ptr_null(strstr(messages(), "did you mean"));
  load_text(MAP("relation='zzz'"));
  ck_assert_ptr_null(strstr(messages(), "did you mean"));
}
END_TEST

START_TEST(a_mistake_costs_only_the_element_that_has_it) {
  const struct decl_mapping *m =
      load_text(MAPPING("<map source='1' target='2' relation='oops'/>"
                        "<map source='1' target='2' relation='equal-to' strength='11' nonsense=''/>"
                        "<map source=' ' target='2' relation='equal-to'/>"
                        "<map relation='equal-to' target='2'><source ref='1'/><source ref=' '/></map>"
                        "<map relation='equal-to' target='2'><source ref='1'/><x/></map>"
                        "<map-pattern source='1' target='2' relation='oops'><remarks>r</remarks></map-pattern>"
                        "<no-counterpart source=' '><remarks>r</remarks></no-counterpart>"))
          ->as.mapping;
  ck_assert_uint_eq(findings.list.n, 8);
  ck_assert_uint_eq(m->maps.n, 2);
  ck_assert_int_eq(m->maps.v[0].strength, UNSTATED_NUMBER);
  ck_assert_uint_eq(m->maps.v[1].source_count, 1);
  ck_assert_uint_eq(m->patterns.n, 0);
  ck_assert_uint_eq(m->no_counterparts.n, 0);

  /* What stands in a control without an id goes to what is above it; what describes it goes with it. */
  const struct decl_framework *f =
      load_text(FRAMEWORK("<group id='G' title='g' status='withdrawn'><control title='t'><statement>s</statement>"
                          "<attr name='a' value='b'/><replaced-by ref='1'/><control id='1' title='t'/></control>"
                          "<control id='2' title=''/></group><attribute><value name='x'/></attribute>"))
          ->as.framework;
  ck_assert_uint_eq(findings.list.n, 3);
  ck_assert_uint_eq(f->controls.n, 3);
  ck_assert_uint_eq(f->controls.v[1].parent, 0);
  ck_assert_uint_eq(f->controls.v[1].depth, 1);
  ck_assert(f->controls.v[1].withdrawn);
  ck_assert_str_eq(show(f->controls.v[2].title), "2");
  ck_assert_uint_eq(f->attrs.n + f->replacements.n + f->attributes.n + f->values.n, 0);
  ck_assert_str_eq(show(f->controls.v[0].statement), "(absent)");

  const struct decl_supplement *s =
      load_text(SUPPLEMENT("<control ref='1'/><control><statement>s</statement><attr name='a' "
                           "value='b'/></control>"))
          ->as.supplement;
  ck_assert_uint_eq(s->controls.n, 1);
  ck_assert_uint_eq(s->attrs.n, 0);
  ck_assert_str_eq(show(s->controls.v[0].statement), "(absent)");

  /* An accept with a condition that cannot be read would accept too much. */
  const struct decl_workspace *w =
      load_text(WORKSPACE("<accept finding='gap' framework='F'>r</accept><accept finding='gap'>r</accept>"
                          "<use ref='B'/><use href='c'/><crosswalk source='a'/>"
                          "<matrix source='a'/><matrix source='A' targets='b'/><matrix source='a' targets='b C'/>"))
          ->as.workspace;
  ck_assert_uint_eq(w->accepts.n, 1);
  ck_assert_str_eq(show(w->accepts.v[0].framework), "(absent)");
  ck_assert_uint_eq(w->uses.n, 1);
  ck_assert_uint_eq(w->crosswalks.n, 0);
  ck_assert_uint_eq(w->matrices.n, 0);
}
END_TEST

START_TEST(a_root_without_its_id_is_broken) {
  static const char *const broken[] = {"<framework " NS " title='F'/>",
                                       "<framework " NS " title='F' id='F'/>",
                                       "<mapping " NS " id='m' source='a'/>",
                                       "<supplement " NS "/>",
                                       "<framework " NS " id='f' title='F' open='true'/>",
                                       "<x/>"};
  for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
    ck_assert_int_eq(load_text(broken[i])->kind, DOCUMENT_BROKEN);
  }
  const struct document *document = load_text("<framework " NS " id='f'/>");
  ck_assert_int_eq(document->kind, DOCUMENT_FRAMEWORK);
  ck_assert_str_eq(show(document->as.framework->title), "f");
  /* The rest of a broken document is still checked. */
  load_text("<framework " NS "><control id=''/><x/></framework>");
  ck_assert_uint_eq(findings.list.n, 5);
}
END_TEST

static void set_up(void) {
  ck_assert_msg(load_schema(), "compiler/schema/crosswalk.xsd cannot be read; run this at the top of the source tree");
  loading_set_up();
}

static void tear_down(void) {
  loading_tear_down();
  xmlSchemaFree(schema);
}

UNIT_SUITE(schema, set_up, tear_down, good_documents_give_nothing, what_is_unknown, what_is_missing,
           what_is_a_bad_value, ids_have_at_most_128_bytes, messages_help, a_mistake_costs_only_the_element_that_has_it,
           a_root_without_its_id_is_broken)
